import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { known, unreadBecause } from '../fact.ts'
import {
  headTree,
  type SampleCi,
  type SamplePolicy,
  sampleCheck,
  sampleCi,
  sampleJob,
  sampleRules,
  sampleSubject,
  sampleSuites,
  sampleWorkflow,
} from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import { evaluateCiGreen } from './ci-green.ts'
import type { CiFacts } from './facts.ts'

const judge = (sample: SampleCi = {}, policy: SamplePolicy = {}, subject: Partial<SubjectFacts> = {}) =>
  evaluateCiGreen(sampleCi(sample), sampleSubject(subject), sampleRules(policy))

const codeOf = (...args: Parameters<typeof judge>) => {
  const { status, reason } = judge(...args)
  return `${status} ${reason.code}`
}

const forbidden = unreadBecause('forbidden', 'GitHub refused.')

describe('ci-green', () => {
  test('everything green passes, and says how much that was', () => {
    expect(judge({ required: ['tests'] })).toMatchObject({
      status: 'pass',
      reason: { code: 'green', message: '3 checks green on aaaaaaaaaaaa, 1 required one among them.' },
    })
  })

  test.each(['FAILURE', 'TIMED_OUT', 'CANCELLED', 'ACTION_REQUIRED', 'STARTUP_FAILURE', 'STALE'])(
    'a check that says %s fails, also one that nobody requires',
    (conclusion) => {
      const checks = [sampleCheck({ name: 'tests' }), sampleCheck({ name: 'lint', conclusion })]
      expect(codeOf({ checks })).toBe('fail checks-failed')
    },
  )

  test('a conclusion that nobody knows is unknown', () => {
    const suites = sampleSuites([sampleCheck({ name: 'tests' })])
    expect(codeOf({ checks: [sampleCheck({ name: 'tests', conclusion: 'WHATEVER' })], suites })).toBe(
      'unknown conclusion-unknown',
    )
  })

  test('no checks at all is unknown, so are skipped ones only, and an optional one', () => {
    expect(codeOf({ checks: [] })).toBe('unknown no-checks')
    expect(codeOf({ checks: [sampleCheck({ name: 'tests', conclusion: 'SKIPPED' })] })).toBe(
      'unknown no-checks',
    )
    const optional = { precheck: { 'optional-checks': ['codecov/*'] } }
    expect(codeOf({ checks: [sampleCheck({ name: 'codecov/patch' })] }, optional)).toBe('unknown no-checks')
  })

  test('an optional check may fail, unless it is required', () => {
    const checks = [
      sampleCheck({ name: 'tests' }),
      sampleCheck({ name: 'codecov/patch', conclusion: 'FAILURE', run: 7, workflow: null }),
    ]
    const optional = { precheck: { 'optional-checks': ['codecov/*'] } }
    expect(codeOf({ checks }, optional)).toBe('pass green')
    expect(codeOf({ checks, required: ['codecov/patch'] }, optional)).toBe('fail checks-failed')
  })

  test('C1, C10: a required check that never reported fails with the closest names', () => {
    const outcome = judge({ required: ['unit tests', 'test'] })
    expect(outcome).toMatchObject({ status: 'fail', reason: { code: 'required-missing' } })
    expect(outcome.reason.message).toContain('"unit tests", "test"')
    expect(judge({ required: ['test'] }).reason.message).toContain('Close to "test": "tests"')
  })

  test('required is what rulesets, classic protection and the policy demand together', () => {
    const classic = { changes: { protection: known([{ context: 'from-classic' }]) } }
    expect(codeOf(classic)).toBe('fail required-missing')
    expect(codeOf({}, { precheck: { 'required-checks': ['from-policy'] } })).toBe('fail required-missing')
    const environments = { production: { 'required-checks': ['only-here'] } }
    expect(codeOf({}, { environments })).toBe('fail required-missing')
    expect(codeOf({}, { environments }, { environment: 'staging' })).toBe('pass green')
  })

  test('C15: rules that cannot be read are unknown, not absent; a failure is still a failure', () => {
    expect(codeOf({ changes: { rules: forbidden } })).toBe('unknown forbidden')
    expect(codeOf({ changes: { protection: forbidden } })).toBe('unknown forbidden')
    const checks = [sampleCheck({ name: 'tests', conclusion: 'FAILURE' })]
    expect(codeOf({ checks, changes: { rules: forbidden } })).toBe('fail checks-failed')
  })

  test('C14: checks that cannot be read, and half an answer, are unknown', () => {
    expect(codeOf({ changes: { checks: forbidden } })).toBe('unknown forbidden')
    const half: Partial<CiFacts> = {
      checks: known({
        checkRuns: [sampleCheck({ name: 'tests' })],
        statuses: [],
        suites: [],
        unread: ['statuses refused'],
      }),
    }
    expect(codeOf({ changes: half })).toBe('unknown checks-unread')
    expect(codeOf({ changes: half, required: ['lint'] })).toBe('unknown checks-unread')
  })

  test('C3: a job between two others does not exist yet: the run is what counts', () => {
    const checks = [sampleCheck({ name: 'lint' })]
    const suites = sampleSuites(checks).map((suite) => ({
      ...suite,
      status: 'IN_PROGRESS',
      conclusion: null,
    }))
    expect(codeOf({ checks, suites })).toBe('pending checks-pending')
    expect(judge({ checks, suites, required: ['tests'] }).reason.message).toContain(
      'Required and not reported yet: "tests"',
    )
  })

  test('a workflow that could not start fails, with no job to show for it', () => {
    const [suite] = sampleSuites([sampleCheck({ name: 'x', workflow: 'broken.yml', run: 9 })])
    const suites = [...sampleSuites([sampleCheck({ name: 'tests' })])]
    if (suite) suites.push({ ...suite, conclusion: 'STARTUP_FAILURE', checkRuns: 0 })
    const outcome = judge({ checks: [sampleCheck({ name: 'tests' })], suites })
    expect(outcome.status).toBe('fail')
    expect(outcome.reason.message).toContain('broken.yml')
  })

  test('an empty suite that an app was given and never used is nothing', () => {
    const checks = [sampleCheck({ name: 'tests' })]
    const idle = { id: 5, status: 'QUEUED', conclusion: null, app: { id: 9, slug: 'idle' }, checkRuns: 0 }
    expect(codeOf({ checks, suites: [...sampleSuites(checks), idle] })).toBe('pass green')
  })

  test('a run without a single job is waited for, and not for ever', () => {
    const checks = [sampleCheck({ name: 'tests' })]
    const queued = (createdAt: string, status = 'QUEUED') => {
      const [suite] = sampleSuites([sampleCheck({ name: 'x', workflow: 'late.yml', run: 9 })])
      const late = suite && { ...suite, status, conclusion: null, checkRuns: 0, createdAt }
      return { checks, suites: [...sampleSuites(checks), ...(late ? [late] : [])] }
    }
    expect(codeOf(queued('2026-11-25T09:45:00Z'))).toBe('pending checks-pending')
    const outcome = judge(queued('2026-11-25T07:30:00Z'))
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'run-stalled' } })
    expect(outcome.reason.message).toContain('queued for 150 minutes without a job')
    expect(outcome.next).toContain('Cancel the workflow late.yml')
  })

  test('a job whose run is not listed is half of something', () => {
    const checks = [sampleCheck({ name: 'tests' }), sampleCheck({ name: 'lint', workflow: 'b.yml', run: 5 })]
    const outcome = judge({ checks, suites: sampleSuites(checks.slice(0, 1)) })
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'checks-unread' } })
    expect(outcome.reason.message).toContain('lint')
  })

  test('tests behind a deployment that is not done yet', () => {
    const preview = sampleCheck({
      name: 'preview',
      conclusion: null,
      deployment: 4,
      workflow: 'e2e.yml',
      run: 8,
    })
    const checks = [sampleCheck({ name: 'tests' }), preview]
    const workflow = (...jobs: string[]) =>
      sampleWorkflow('e2e.yml', [
        sampleJob('preview', { deploys: true }),
        ...jobs.map((id) => sampleJob(id, { needs: ['preview'] })),
      ])
    const ci = sampleWorkflow('ci.yml', [sampleJob('tests')])
    const pending = judge({ checks, workflows: [ci, workflow('e2e')] })
    expect(pending).toMatchObject({ status: 'pending', reason: { code: 'checks-pending' } })
    expect(pending.reason.message).toContain('the workflow e2e.yml (push) (in progress; not started: e2e)')
    expect(codeOf({ checks, workflows: [ci] })).toBe('pending checks-pending')
    expect(codeOf({ checks, workflows: [ci, workflow()] })).toBe('pass green')
  })

  test('a repository that says it has no CI', () => {
    const policy = { precheck: { 'allow-no-checks': true } }
    expect(codeOf({ checks: [] }, policy)).toBe('not-applicable no-checks-allowed')
    expect(codeOf({ checks: [], required: ['tests'] }, policy)).toBe('fail required-missing')
    expect(codeOf({ checks: [sampleCheck({ name: 'x', conclusion: 'SKIPPED' })] }, policy)).toBe(
      'unknown no-checks',
    )
  })

  test('C4: two workflows with the same job name are two checks', () => {
    const checks = [
      sampleCheck({ name: 'tests', workflow: 'a.yml', run: 1 }),
      sampleCheck({ name: 'tests', workflow: 'b.yml', run: 2, conclusion: 'FAILURE' }),
    ]
    const workflows = [
      sampleWorkflow('a.yml', [sampleJob('tests')]),
      sampleWorkflow('b.yml', [sampleJob('tests')]),
    ]
    expect(codeOf({ checks, workflows })).toBe('fail checks-failed')
    expect(codeOf({ checks: [...checks].reverse(), workflows, required: ['tests'] })).toBe(
      'fail checks-failed',
    )
  })

  test('two jobs with the same name in one run are not one: the run failed', () => {
    const checks = [
      sampleCheck({ name: 'tests', conclusion: 'FAILURE', id: 1 }),
      sampleCheck({ name: 'tests', conclusion: 'SUCCESS', id: 2 }),
    ]
    const suites = sampleSuites(checks).map((suite) => ({ ...suite, conclusion: 'FAILURE' }))
    expect(codeOf({ checks, suites })).toBe('fail checks-failed')
  })

  test('C5: the newest attempt counts, and the summary says so', () => {
    const checks = [
      sampleCheck({ name: 'tests', conclusion: 'FAILURE', id: 1, number: 1, run: 1 }),
      sampleCheck({ name: 'tests', conclusion: 'SUCCESS', id: 2, number: 2, run: 2 }),
    ]
    const outcome = judge({ checks })
    expect(outcome.status).toBe('pass')
    expect(outcome.evidence.map(({ fact }) => fact)).toContain(
      'tests (ci.yml, push): 1 older result superseded (failure)',
    )
    const [first, second] = checks
    expect(
      codeOf({
        checks: [
          { ...first, id: 3 },
          { ...second, conclusion: 'CANCELLED' },
        ] as typeof checks,
      }),
    ).toBe('fail checks-failed')
  })

  test('C22: a newer run that skips the job does not take its failure away', () => {
    const checks = [
      sampleCheck({ name: 'tests', conclusion: 'FAILURE', id: 1, number: 1, run: 1 }),
      sampleCheck({ name: 'tests', conclusion: 'SKIPPED', id: 2, number: 2, run: 2 }),
      sampleCheck({ name: 'lint', id: 3, number: 2, run: 2 }),
    ]
    expect(codeOf({ checks })).toBe('fail checks-failed')
  })

  test('C7: while one of several results of a service is open, it is pending', () => {
    const checks = [
      sampleCheck({ name: 'e2e', workflow: null, run: 1, id: 1, conclusion: 'FAILURE' }),
      sampleCheck({ name: 'e2e', workflow: null, run: 1, id: 2, conclusion: null }),
      sampleCheck({ name: 'tests', run: 3 }),
    ]
    expect(codeOf({ checks })).toBe('pending checks-pending')
  })

  test('C8: a required check that was skipped counts only where the policy says so and its run held', () => {
    const checks = [sampleCheck({ name: 'tests', conclusion: 'SKIPPED' }), sampleCheck({ name: 'lint' })]
    const allowed = { precheck: { 'may-be-skipped': ['tests'] } }
    expect(codeOf({ checks, required: ['tests'] })).toBe('fail required-skipped')
    expect(codeOf({ checks, required: ['tests'] }, allowed)).toBe('pass green')
    expect(codeOf({ checks })).toBe('pass green')
    const failedRun = sampleSuites(checks).map((suite) => ({ ...suite, conclusion: 'FAILURE' }))
    expect(judge({ checks, suites: failedRun, required: ['tests'] }, allowed).status).toBe('fail')
  })

  test('C8: skipped in a run that failed was never tried, also where the failure itself is allowed', () => {
    const checks = [
      sampleCheck({ name: 'flaky', conclusion: 'FAILURE' }),
      sampleCheck({ name: 'tests', conclusion: 'SKIPPED' }),
      sampleCheck({ name: 'lint' }),
    ]
    const optional = (...names: string[]) => ({ precheck: { 'optional-checks': names } })
    expect(codeOf({ checks }, optional('flaky'))).toBe('fail skipped-after-failure')
    expect(codeOf({ checks }, optional('flaky', 'tests'))).toBe('pass green')
  })

  test('C8: a run of which every job was skipped has failed nothing', () => {
    const checks = [
      sampleCheck({ name: 'tests', conclusion: 'SKIPPED', workflow: 'b.yml', run: 3 }),
      sampleCheck({ name: 'lint' }),
    ]
    const suites = sampleSuites(checks).map((suite) =>
      suite.id === 3 ? { ...suite, conclusion: 'SKIPPED' } : suite,
    )
    const workflows = [
      sampleWorkflow('b.yml', [sampleJob('tests')]),
      sampleWorkflow('ci.yml', [sampleJob('lint')]),
    ]
    const allowed = { precheck: { 'may-be-skipped': ['tests'] } }
    expect(codeOf({ checks, suites, workflows, required: ['tests'] }, allowed)).toBe('pass green')
    expect(codeOf({ checks, suites, workflows, required: ['tests'] })).toBe('fail required-skipped')
  })

  test('C6: what GitHub itself may still hold against the merge is said before it, not after', () => {
    const checks = [
      sampleCheck({ name: 'tests', conclusion: 'CANCELLED', id: 1, number: 1, run: 1 }),
      sampleCheck({ name: 'tests', id: 2, number: 2, run: 2 }),
    ]
    const facts = (stage: SubjectFacts['stage']) =>
      judge({ checks, required: ['tests'] }, {}, { stage }).evidence.map(({ fact }) => fact)
    const hint = expect.stringContaining('tests: GitHub itself may still count the older cancelled')
    expect(facts('pull-request')).toContainEqual(hint)
    expect(facts('deploy')).not.toContainEqual(hint)
  })

  test('skipped because what it needs failed: red, whatever GitHub makes of the skip', () => {
    const checks = [
      sampleCheck({ name: 'lint', conclusion: 'FAILURE' }),
      sampleCheck({ name: 'tests', conclusion: 'SKIPPED' }),
    ]
    expect(codeOf({ checks, required: ['tests'] })).toBe('fail checks-failed')
  })

  test('a status and a check of the same name must both be green', () => {
    const checks = [sampleCheck({ name: 'tests' })]
    const facts = (state: string): Partial<CiFacts> => ({
      checks: known({
        checkRuns: checks,
        statuses: [{ context: 'tests', state, url: '' }],
        suites: sampleSuites(checks),
        unread: [],
      }),
    })
    expect(codeOf({ required: ['tests'], changes: facts('SUCCESS') })).toBe('pass green')
    expect(codeOf({ required: ['tests'], changes: facts('FAILURE') })).toBe('fail checks-failed')
    expect(codeOf({ required: ['tests'], changes: facts('EXPECTED') })).toBe('pending checks-pending')
  })

  test("Operator's own status from an earlier run is not evidence about CI", () => {
    const checks = [sampleCheck({ name: 'tests' })]
    const statuses = [{ context: 'operator/precheck (default/production)', state: 'FAILURE', url: '' }]
    const changes = {
      checks: known({ checkRuns: checks, statuses, suites: sampleSuites(checks), unread: [] }),
    }
    expect(codeOf({ changes })).toBe('pass green')
  })
})

describe('where a required check comes from', () => {
  test('only the workflow that emits it on the target branch counts', () => {
    const checks = [sampleCheck({ name: 'tests', workflow: 'evil.yml' })]
    expect(codeOf({ checks, required: ['tests'] })).toBe('ask required-from-elsewhere')
  })

  test('a workflow of GitHub itself, which no change can bring along', () => {
    const check = sampleCheck({ name: 'Analyze' })
    const run = { id: 5, number: 1, event: 'dynamic', path: 'dynamic/github-code-scanning/codeql' }
    expect(codeOf({ checks: [{ ...check, run }], required: ['Analyze'] })).toBe('pass green')
  })

  test('where that branch has a workflow that cannot be read, nobody can tell', () => {
    const checks = [sampleCheck({ name: 'tests', workflow: 'odd.yml' })]
    const trusted = { workflows: [], unreadable: ['.github/workflows/odd.yml'] }
    expect(codeOf({ checks, required: ['tests'], changes: { trusted } })).toBe(
      'unknown required-unattributed',
    )
  })

  test('the app that the rule demands', () => {
    const checks = [sampleCheck({ name: 'tests' })]
    const rules = (appId: number) => ({ rules: known([{ context: 'tests', appId }]) })
    expect(codeOf({ checks, changes: rules(15368) })).toBe('pass green')
    expect(codeOf({ checks, changes: rules(99) })).toBe('ask required-from-elsewhere')
  })

  test('a status tells only a name: it counts for an app whose number is known from elsewhere', () => {
    const checks = [sampleCheck({ name: 'lint' })]
    const status = {
      context: 'tests',
      state: 'SUCCESS',
      url: '',
      creator: { login: 'github-actions', type: 'Bot' },
    }
    const facts = (login: string): Partial<CiFacts> => ({
      rules: known([{ context: 'tests', appId: 15368 }]),
      checks: known({
        checkRuns: checks,
        statuses: [{ ...status, creator: { login, type: 'Bot' } }],
        suites: sampleSuites(checks),
        unread: [],
      }),
    })
    expect(codeOf({ changes: facts('github-actions') })).toBe('pass green')
    expect(codeOf({ changes: facts('somebody-else') })).toBe('unknown required-unattributed')
  })

  test('the workflow and app that the policy names', () => {
    const demanded = (check: object) => ({ precheck: { 'required-checks': [{ name: 'tests', ...check }] } })
    expect(codeOf({}, demanded({ workflow: '.github/workflows/ci.yml', app: 'github-actions' }))).toBe(
      'pass green',
    )
    expect(codeOf({}, demanded({ workflow: '.github/workflows/other.yml' }))).toBe(
      'ask required-from-elsewhere',
    )
    expect(codeOf({}, demanded({ app: 'other-ci' }))).toBe('ask required-from-elsewhere')
  })
})

describe('this job and its run', () => {
  const jobs = [
    sampleJob('lint'),
    sampleJob('gate', { needs: ['lint'] }),
    sampleJob('operator', { needs: ['gate'] }),
    sampleJob('deploy', { needs: ['operator'] }),
    sampleJob('e2e'),
  ]
  const workflow = sampleWorkflow('ci.yml', jobs)
  const own = { id: 100, checkRun: 2, job: 'gate', workflow }
  const run = (more: readonly { name: string; conclusion?: string | null }[]) => [
    sampleCheck({ name: 'lint', id: 1 }),
    sampleCheck({ name: 'gate', id: 2, conclusion: null }),
    ...more.map((check, index) => sampleCheck({ ...check, id: 3 + index })),
  ]
  const judgeOwn = (
    checks: readonly ReturnType<typeof sampleCheck>[],
    changes: Partial<CiFacts> = {},
    required: string[] = [],
  ) => judge({ checks, workflows: [workflow], required, changes: { ownRun: own, ...changes } })

  test('C9: it does not wait for itself or for what needs it, and says what it left out', () => {
    const outcome = judgeOwn(run([{ name: 'operator', conclusion: null }, { name: 'e2e' }]))
    expect(outcome.status).toBe('pass')
    expect(outcome.evidence.map(({ fact }) => fact)).toContain(
      'left out: 2 checks of this job and of jobs that wait for it',
    )
  })

  test('it waits for a job of its own run that does not need it', () => {
    const outcome = judgeOwn(run([{ name: 'e2e', conclusion: null }]))
    expect(outcome).toMatchObject({ status: 'pending', reason: { code: 'checks-pending' } })
    expect(outcome.reason.message).toContain('e2e')
  })

  test('a job of its own run that has not even begun is pending', () => {
    expect(judgeOwn(run([])).reason.message).toContain('e2e (not started)')
  })

  test('a finished job of its own run counts', () => {
    expect(judgeOwn(run([{ name: 'e2e', conclusion: 'FAILURE' }]))).toMatchObject({ status: 'fail' })
  })

  test('without the workflow file nothing but the job itself is left out', () => {
    const { workflow: _, ...bare } = own
    const outcome = judge({
      checks: run([{ name: 'operator', conclusion: null }]),
      changes: { ownRun: bare },
    })
    expect(outcome.reason.message).toContain('operator')
    expect(outcome.reason.message).not.toContain('gate (')
  })

  test('without the check run, on servers that do not tell it, the job id is enough', () => {
    const { checkRun: _, ...bare } = own
    const checks = run([{ name: 'e2e' }])
    expect(judge({ checks, workflows: [workflow], changes: { ownRun: bare } }).status).toBe('pass')
  })

  test('an earlier run of this workflow, in which this job said no-go, does not forbid a second try', () => {
    const earlier = [
      sampleCheck({ name: 'lint', id: 90, run: 50, number: 1, event: 'pull_request' }),
      sampleCheck({ name: 'gate', id: 91, run: 50, number: 1, event: 'pull_request', conclusion: 'FAILURE' }),
      sampleCheck({
        name: 'operator',
        id: 92,
        run: 50,
        number: 1,
        event: 'pull_request',
        conclusion: 'FAILURE',
      }),
    ]
    expect(judgeOwn([...earlier, ...run([{ name: 'e2e' }])]).status).toBe('pass')
  })

  test('a name that another job could have as well proves nothing', () => {
    const tricky = sampleWorkflow('ci.yml', [...jobs, sampleJob('matrix', { checkNames: [['oper', '']] })])
    const outcome = judge({
      checks: run([{ name: 'operator', conclusion: null }, { name: 'e2e' }]),
      workflows: [tricky],
      changes: { ownRun: { ...own, workflow: tricky } },
    })
    expect(outcome.status).toBe('pending')
  })

  test('a required check that is this job, or waits for it, is decided here', () => {
    const outcome = judgeOwn(run([{ name: 'e2e' }]), {}, ['operator', 'gate', 'lint'])
    expect(outcome.status).toBe('pass')
    expect(outcome.evidence.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['operator: it waits for this job', 'gate: it is this job', 'lint: success']),
    )
  })
})

describe('after the merge', () => {
  const gate = sampleWorkflow(
    'operator.yml',
    [sampleJob('gate', { runsOperator: true }), sampleJob('operator', { needs: ['gate'] })],
    ['pull_request'],
  )
  const ci = sampleWorkflow('ci.yml', [sampleJob('tests')])
  const checks = [sampleCheck({ name: 'tests' })]

  test("the pull request's own gate is decided again here, where it rests on nothing else", () => {
    expect(codeOf({ checks, workflows: [ci, gate], required: ['operator'] })).toBe('pass green')
    expect(
      codeOf({ checks, workflows: [ci, gate], required: ['operator'] }, {}, { stage: 'pull-request' }),
    ).toBe('fail required-missing')
    const mixed = sampleWorkflow('operator.yml', [
      sampleJob('gate', { runsOperator: true }),
      sampleJob('other'),
      sampleJob('operator', { needs: ['gate', 'other'] }),
    ])
    expect(codeOf({ checks, workflows: [ci, mixed], required: ['operator'] })).toBe('fail required-missing')
  })

  test('checks of the pull request count for the same tree, and for no other', () => {
    const onHead = [sampleCheck({ name: 'tests', event: 'pull_request', run: 77 })]
    const predecessor = (tree: string) => ({
      predecessor: known({
        oid: 'e'.repeat(40),
        tree,
        pullRequest: 12,
        checks: { checkRuns: onHead, statuses: [], suites: sampleSuites(onHead), unread: [] },
      }),
    })
    const workflows = [ci]
    expect(codeOf({ checks: [], workflows, required: ['tests'], changes: predecessor(headTree) })).toBe(
      'pass green',
    )
    expect(codeOf({ checks: [], workflows, changes: predecessor(headTree) })).toBe('pass green')
    expect(codeOf({ checks: [], workflows, required: ['tests'], changes: predecessor('f'.repeat(40)) })).toBe(
      'fail required-missing',
    )
    expect(codeOf({ checks: [], workflows, changes: predecessor('f'.repeat(40)) })).toBe('unknown no-checks')
  })

  test('a job that deploys is no CI: a failed deployment can be tried again', () => {
    const failed = sampleCheck({
      name: 'deploy',
      workflow: 'deploy.yml',
      run: 5,
      deployment: 1,
      conclusion: 'FAILURE',
    })
    expect(codeOf({ checks: [...checks, failed], workflows: [ci] })).toBe('pass green')
  })
})

describe('what must not change a verdict', () => {
  const conclusion = fc.constantFrom('SUCCESS', 'FAILURE', 'SKIPPED', 'CANCELLED', null)
  const check = fc.record({
    name: fc.constantFrom('lint', 'tests', 'build', 'e2e'),
    conclusion,
    workflow: fc.constantFrom('ci.yml', 'other.yml'),
    event: fc.constantFrom('push', 'pull_request'),
    number: fc.integer({ min: 1, max: 3 }),
    id: fc.integer({ min: 1, max: 10_000 }),
  })
  const checksOf = (
    samples: readonly {
      workflow: string
      event: string
      number: number
      id: number
      name: string
      conclusion: string | null
    }[],
  ) =>
    samples.map((sample) =>
      sampleCheck({ ...sample, run: hash(`${sample.workflow}${sample.event}${sample.number}`) }),
    )
  const hash = (text: string) =>
    [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7)
  const distinct = fc.uniqueArray(check, { maxLength: 12, selector: ({ id }) => id })

  test('the order of the answers', () => {
    fc.assert(
      fc.property(
        distinct.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const suites = sampleSuites(checksOf(all).sort((a, b) => (a.id ?? 0) - (b.id ?? 0)))
          expect(codeOf({ checks: checksOf(shuffled), suites, required: ['tests'] })).toBe(
            codeOf({ checks: checksOf(all), suites, required: ['tests'] }),
          )
        },
      ),
    )
  })

  test('a check that passes and that nobody asked for never mends one', () => {
    fc.assert(
      fc.property(distinct, (all) => {
        const checks = checksOf(all)
        const more = [...checks, sampleCheck({ name: 'unrelated', workflow: 'more.yml', run: 999_999 })]
        const [before, after] = [
          codeOf({ checks, required: ['tests'] }),
          codeOf({ checks: more, required: ['tests'] }),
        ]
        if (!before.endsWith('no-checks')) expect(after).toBe(before)
      }),
    )
  })

  test('taking evidence away never makes a pass', () => {
    fc.assert(
      fc.property(distinct, fc.nat(), (all, at) => {
        const checks = checksOf(all)
        fc.pre(checks.length > 0)
        const required = ['tests', 'lint']
        if (judge({ checks, required }).status === 'pass') return
        const { name } = checks[at % checks.length] ?? { name: '' }
        // All results of one check, so that an older one does not come to light.
        const left = checks.filter((one) => one.name !== name)
        const failing = judge({ checks, required })
        const now = judge({ checks: left, required })
        if (required.includes(name)) expect(now.status).not.toBe('pass')
        else if (failing.reason.code === 'required-missing') expect(now.status).not.toBe('pass')
      }),
    )
  })
})
