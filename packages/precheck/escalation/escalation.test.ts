import { describe, expect, test } from '@jest/globals'
import { issueEvidence, parseEvidence, type RunFacts, serialiseEvidence } from '@operator/evidence'
import { type Command, readCommand } from '@operator/identity'
import { type CheckStatus, composeReport, fingerprint } from '@operator/report'
import fc from 'fast-check'
import { evaluatePrecheck } from '../evaluate.ts'
import { known, noToken, unreadBecause } from '../fact.ts'
import {
  headOid,
  headTree,
  sampleNow,
  samplePullRequest,
  sampleRecomputed,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
} from '../sample.ts'
import type { CommandFacts, EscalationFacts } from './facts.ts'
import {
  blob,
  comment,
  drops,
  escalated,
  find,
  finding,
  type Given,
  judge,
  lineFor,
  otherCheck,
  path,
  told,
} from './sample-escalation.ts'

describe('a change of user data', () => {
  test('asks, and says word for word how to say yes', () => {
    const outcome = judge({}).of('escalation')
    expect(told(outcome)).toBe('ask user-data')
    expect(outcome.next).toMatch(
      /Somebody with write access who had no hand in it says yes by a new comment on #12, with this as its first line, or approves the environment production .*: \/operator approve migration-guard\/data [0-9a-f]{32}$/,
    )
    expect(outcome.questions).toEqual([
      { check: 'migration-guard/data', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/), what: path },
    ])
  })

  test('passes on the yes of somebody whose word counts, and names who', () => {
    const { of } = judge({ commands: [comment(lineFor({}))] })
    expect(told(of('escalation'))).toBe('pass approved-by-person')
    expect(of('escalation').reason.message).toContain('bob said yes.')
    expect(told(of('migration-guard'))).toBe('pass said-go')
  })

  test('what hands on its question says how it is answered', () => {
    expect(judge({}).of('migration-guard').next).toContain(lineFor({}))
  })

  test('stays answered for another commit with the same content', () => {
    const commands = [comment(lineFor({}))]
    const subject = { head: '9'.repeat(40), tree: '8'.repeat(40) }
    expect(escalated({ commands, subject })).toBe('pass approved-by-person')
  })

  test('was answered on the pull request, where no environment is named: for each of them', () => {
    const { environment: _, ...subject } = sampleSubject({ stage: 'pull-request' })
    const commands = [comment(lineFor({ snapshot: { subject } }))]
    expect(escalated({ commands })).toBe('pass approved-by-person')
    expect(escalated({ commands, snapshot: { subject } })).toBe('pass approved-by-person')
  })

  test('ships together with another one: the yes to the first still counts, the second is asked', () => {
    const other = finding({ location: { path: 'db/3.sql' }, fingerprint: fingerprint('other') })
    const both = [otherCheck('migration-guard/data', 'ask', [finding(), other])]
    const snapshot = {
      changes: known({
        files: [path, 'db/3.sql'].map((one) => ({ path: one, change: 'added' as const, blob })),
        total: 2,
      }),
    }
    const { of } = judge({ checks: both, snapshot, commands: [comment(lineFor({}))] })
    expect(told(of('escalation'))).toBe('ask user-data')
    expect(of('escalation').questions?.map(({ what, answeredBy }) => [what, answeredBy])).toEqual([
      [path, 'bob'],
      ['db/3.sql', undefined],
    ])
    expect(lineFor({ checks: both, snapshot, commands: [comment(lineFor({}))] })).not.toBe(lineFor({}))
  })

  test('a merge group does not wait: it carries the yes, or fails and says which one to get', () => {
    const { environment: _, ...subject } = sampleSubject({ stage: 'merge-group' })
    const failed = judge({ snapshot: { subject } }).of('escalation')
    expect(told(failed)).toBe('fail user-data')
    expect(failed.next).toContain('/operator approve migration-guard/data')
    expect(
      escalated({ snapshot: { subject }, commands: [comment(lineFor({ snapshot: { subject } }))] }),
    ).toBe('pass approved-by-person')
  })

  test('staging is decided without a human', () => {
    expect(escalated({ subject: { environment: 'staging' } })).toBe('not-applicable no-human-needed')
  })
})

describe('several pull requests ship', () => {
  const other = { number: 13, merged: true, baseBranch: 'main' }
  const second = 'f'.repeat(40)
  const line = (pulls: readonly (typeof other)[] = [other]) => ({
    ...sampleSnapshot().reviews,
    commits: known([
      {
        oid: headOid,
        title: 'Drop it',
        author: 'Ann',
        pullRequests: [{ number: 12, merged: true, baseBranch: 'main' }],
      },
      { oid: second, title: 'Something else', author: 'Bob', pullRequests: pulls },
    ]),
    pullRequests: known([
      samplePullRequest(),
      samplePullRequest({ number: 13, author: { login: 'bob', type: 'User', id: 2 } }),
    ]),
  })
  const touched = [
    { pullRequest: 12, paths: [path] },
    { pullRequest: 13, paths: ['src/other.ts'] },
  ]
  const judged = (reviews: ReturnType<typeof line>, commits: EscalationFacts['touched'] = touched) =>
    escalated({
      commands: [comment(lineFor({}))],
      snapshot: { reviews },
      escalation: commits === undefined ? {} : { touched: commits },
    })

  test('whoever wrote another one can say yes to this file, and not to their own', () => {
    expect(judged(line())).toBe('pass approved-by-person')
    const both = [
      { pullRequest: 12, paths: [path] },
      { pullRequest: 13, paths: ['src/other.ts', path] },
    ]
    expect(judged(line(), both)).toBe('ask user-data')
  })

  test('so in a merge group, whose commits belong to nobody’s pull request yet', () => {
    const { environment: _, ...subject } = sampleSubject({ stage: 'merge-group' })
    const given = {
      snapshot: { subject, reviews: { ...line(), commits: known([]) } },
      escalation: { touched },
    }
    expect(escalated({ ...given, commands: [comment(lineFor(given))] })).toBe('pass approved-by-person')
  })

  test('a push past all pull requests matters where it changed the file', () => {
    const pushed = (paths: readonly string[]) => [
      { pullRequest: 12, paths: [path] },
      { pullRequest: null, paths },
    ]
    expect(judged(line([]), pushed(['src/other.ts']))).toBe('pass approved-by-person')
    expect(judged(line([]), pushed([path]))).toBe('unknown approver-unknown')
  })

  test('where it is not known which pull request changed the file, everybody had a hand in it', () => {
    expect(judged(line(), [{ pullRequest: 12, paths: [] }])).toBe('ask user-data')
    // A pull request that is told, and was not read.
    expect(judged(line(), [...touched, { pullRequest: 14, paths: [path] }])).toBe('unknown approver-unknown')
    expect(escalated({ commands: [comment(lineFor({}))], snapshot: { reviews: line() } })).toBe(
      'ask user-data',
    )
  })
})

describe('attacks: none of these is a yes', () => {
  const line = () => lineFor({})
  const author = { login: 'ann', type: 'User', id: 1 }
  test.each<[string, () => CommandFacts, string]>([
    ['by the author', () => comment(line(), { author }), 'ann opened pull request #12'],
    [
      'by the author in another case of letters',
      () => comment(line(), { author: { login: 'ANN', type: 'User' } }),
      'ANN opened',
    ],
    ['by a bot', () => comment(line(), { author: { login: 'helper[bot]', type: 'Bot' } }), 'is a bot'],
    [
      'by a person without write access',
      () => comment(line(), { author: { login: 'guest', type: 'User', id: 9 } }),
      'may not write to this repository (read)',
    ],
    ['by an account that is gone', () => comment(line(), { author: null }), 'no longer exists'],
    ['in a comment that was edited', () => comment(line(), { edited: true }), 'was edited'],
  ])('%s', (_, by, why) => {
    const outcome = judge({ commands: [by()] }).of('escalation')
    expect(told(outcome)).toBe('ask user-data')
    expect(outcome.evidence.map(({ fact }) => fact).join('\n')).toContain(why)
  })

  test('to what stood there before it was changed', () => {
    expect(escalated({ commands: [comment(line())], blob: '2'.repeat(40) })).toBe('ask user-data')
  })

  test('to the same file when the rehearsal found something else in it', () => {
    const checks = [
      otherCheck('migration-guard/data', 'ask', [finding({ fingerprint: fingerprint('worse') })]),
    ]
    expect(escalated({ commands: [comment(line())], checks })).toBe('ask user-data')
  })

  test('to another environment, or another service', () => {
    const policy = { environments: { production: {}, 'production-eu': {} } }
    const elsewhere = lineFor({ subject: { environment: 'production-eu' }, policy })
    expect(escalated({ commands: [comment(elsewhere)], policy })).toBe('ask user-data')
    const evidence = { ...sampleSnapshot().evidence, service: 'api' }
    expect(escalated({ commands: [comment(lineFor({ snapshot: { evidence } }))] })).toBe('ask user-data')
  })

  test('to the same content of another check', () => {
    const other = line().replace('migration-guard/data', 'migration-guard/rollback')
    expect(escalated({ commands: [comment(other)] })).toBe('ask user-data')
  })

  test('by whoever dispatched the deployment', () => {
    const subject = { actor: 'bob', event: 'workflow_dispatch' }
    expect(escalated({ commands: [comment(line())], subject })).toBe('ask user-data')
    expect(escalated({ commands: [comment(line())], subject: { actor: 'bob', event: 'push' } })).toBe(
      'pass approved-by-person',
    )
  })

  test('by a co-author of what ships', () => {
    const [commit] = samplePullRequest().commits
    const message = 'x\n\nCo-authored-by: Bob <2+bob@users.noreply.github.com>'
    const pull = samplePullRequest({ commits: commit === undefined ? [] : [{ ...commit, message }] })
    const reviews = { ...sampleSnapshot().reviews, pullRequests: known([pull]) }
    expect(escalated({ commands: [comment(line())], snapshot: { reviews } })).toBe('ask user-data')
  })

  test('when it cannot be told who had a hand in it, or what the person may do: unknown', () => {
    const reviews = sampleSnapshot().reviews
    const direct = {
      ...reviews,
      commits: known([{ oid: headOid, title: 'x', author: 'A', pullRequests: [] }]),
    }
    const commands = [comment(line())]
    expect(escalated({ commands, snapshot: { reviews: direct } })).toBe('unknown approver-unknown')
    expect(escalated({ commands, snapshot: { reviews: { ...reviews, cut: 'too-long' } } })).toBe(
      'unknown approver-unknown',
    )
    expect(escalated({ commands, escalation: { permissions: {} } })).toBe('unknown approver-unknown')
  })

  test('comments that could not be read are unknown, comments that nobody could read are open', () => {
    const forbidden = unreadBecause('forbidden', 'GitHub refused.')
    expect(escalated({ escalation: { commands: forbidden } })).toBe('unknown approver-unknown')
    expect(escalated({ escalation: { commands: noToken } })).toBe('ask user-data')
  })

  test('a yes does not make a failure pass', () => {
    const checks = [otherCheck('migration-guard/rules', 'fail', [finding()])]
    const { of } = judge({ checks, commands: [comment(lineFor({ checks }))] })
    expect(told(of('escalation'))).toBe('pass approved-by-person')
    const failed = { ...sampleRecomputed, migrations: { verdict: 'no-go' as const, checks } }
    const { outcomes } = evaluatePrecheck(judge({ checks }).facts, sampleRules(), sampleNow, failed)
    expect(told(find(outcomes, 'migration-guard'))).toBe('fail said-no-go')
  })
})

test('only a command of that check with that fingerprint ever turns asking into passing', () => {
  const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 })
  const right = readCommand(lineFor({}))
  const command = fc.oneof(
    fc.record<Command & { kind: 'approve' }>({
      kind: fc.constant('approve'),
      check: fc.constantFrom('migration-guard/data', 'precheck/escalation', 'precheck/approved'),
      fingerprints: fc.array(hex, { minLength: 1, maxLength: 3 }),
    }),
    fc.constant<Command>(right ?? { kind: 'malformed', verb: 'approve', why: '' }),
  )
  const author = fc.constantFrom('bob', 'ann', 'guest', 'helper[bot]', 'nobody')
  fc.assert(
    fc.property(fc.array(fc.tuple(command, author, fc.boolean()), { maxLength: 5 }), (said) => {
      const commands = said.map(([one, login, edited]) => ({
        ...comment('/operator approve a/b 00000000000000000000000000000000'),
        command: one,
        author: { login, type: login.endsWith('[bot]') ? 'Bot' : 'User' },
        edited,
      }))
      const isYes = said.some(([one, login, edited]) => one === right && login === 'bob' && !edited)
      expect(escalated({ commands }).startsWith('pass')).toBe(isYes)
    }),
    { numRuns: 60 },
  )
})

describe('evidence of migration-guard, handed over', () => {
  const migrations = [path, 'db/3.sql']
  const run: RunFacts = {
    repository: { id: 7, name: 'octo/shop' },
    event: 'push',
    headSha: headOid,
    id: 100,
    attempt: 1,
    workflow: { path: '.github/workflows/deploy.yml', ref: 'refs/heads/main', sha: headOid },
  }

  function handedOver(status: CheckStatus) {
    const subject = sampleSubject()
    const report = composeReport({
      version: '0.1.0',
      action: 'migration-guard',
      subject: {
        repository: { id: 7, name: 'octo/shop' },
        service: 'default',
        environment: 'production',
        mode: 'enforce',
        stage: 'deploy',
        intent: 'release',
        head: headOid,
        base: subject.base,
        baseMeaning: subject.baseMeaning,
        tree: headTree,
      },
      checks: [otherCheck('migration-guard/data', status), otherCheck('migration-guard/files', 'pass')],
      generatedAt: '2026-11-25T09:55:00.000Z',
      validUntil: '2026-11-26T09:55:00.000Z',
      timings: {},
      apiCost: { rest: 0, graphqlPoints: 0 },
      sources: [],
      policy: { origin: 'default', digest: 'policy', keys: [] },
    })
    const { evidence } = sampleSnapshot()
    const statement = issueEvidence(report, { run, baseTree: evidence.baseTree, reportFile: '' })
    if (statement === undefined) throw new Error('no evidence')
    const proof = { kind: 'same-run', run, workflow: { kind: 'equal' } } as const
    return { ...evidence, migrations: { parsed: parseEvidence(serialiseEvidence(statement)), proof } }
  }

  function byEvidence(
    status: CheckStatus,
    commands: readonly CommandFacts[] = [],
    blobs: readonly string[] = [blob, blob],
  ) {
    const { facts } = judge({
      commands,
      snapshot: {
        evidence: handedOver(status),
        rollback: known({ runbooks: [], dispatchable: [], named: [], migrations, unread: [] }),
        changes: known({
          files: migrations.map((one, index) => ({
            path: one,
            change: 'added' as const,
            blob: blobs[index] ?? '',
          })),
          total: 2,
        }),
      },
    })
    const { outcomes } = evaluatePrecheck(facts, sampleRules(), sampleNow)
    const line = /\/operator approve \S+(?: [0-9a-f]{32})+/.exec(
      find(outcomes, 'migration-guard').next ?? '',
    )?.[0]
    return {
      told: [told(find(outcomes, 'migration-guard')), told(find(outcomes, 'escalation'))],
      line: line ?? '',
    }
  }

  test('asks for all migrations at once: it does not say which file', () => {
    const { told: asked, line } = byEvidence('ask')
    expect(asked).toEqual(['ask said-ask-human', 'ask user-data'])
    expect(byEvidence('ask', [comment(line)]).told).toEqual(['pass said-go', 'pass approved-by-person'])
    expect(byEvidence('ask', [comment(line)], [blob, '2'.repeat(40)]).told).toEqual([
      'ask said-ask-human',
      'ask user-data',
    ])
  })

  test('that fails is not made to pass by a yes', () => {
    const { line } = byEvidence('ask')
    expect(byEvidence('fail', [comment(line)]).told[0]).toBe('fail said-no-go')
    expect(byEvidence('unknown', [comment(line)]).told).toEqual([
      'unknown said-incomplete',
      'unknown migrations-unknown',
    ])
  })
})

describe('what else is asked', () => {
  test('a migration that breaks the application or cannot be taken back', () => {
    expect(escalated({ checks: [otherCheck('migration-guard/rules', 'fail', [finding()])] })).toBe(
      'ask breaking-migration',
    )
    expect(escalated({ checks: [otherCheck('migration-guard/rollback', 'ask')] })).toBe(
      'ask breaking-migration',
    )
    expect(escalated({ checks: [...drops, otherCheck('migration-guard/rollback', 'ask')] })).toBe(
      'ask several-triggers',
    )
  })

  test('a migration that lets somebody see rows which were out of reach', () => {
    const checks = [
      otherCheck('migration-guard/row-security', 'fail', [finding({ ruleId: 'row-security-off' })]),
    ]
    const outcome = judge({ checks }).of('escalation')
    expect(told(outcome)).toBe('ask user-data')
    expect(outcome.reason.message).toContain("who may see users' rows")
    expect(escalated({ checks, commands: [comment(lineFor({ checks }))] })).toBe('pass approved-by-person')
    expect(escalated({ checks: [otherCheck('migration-guard/row-security', 'unknown')] })).toBe(
      'unknown migrations-unknown',
    )
    expect(escalated({ checks: [otherCheck('migration-guard/row-security', 'not-applicable')] })).toBe(
      'pass nothing-to-ask',
    )
  })

  test('what migration-guard cannot tell is unknown, not nothing', () => {
    expect(escalated({ checks: [otherCheck('migration-guard/data', 'unknown')] })).toBe(
      'unknown migrations-unknown',
    )
    const { outcomes } = evaluatePrecheck(
      sampleSnapshot({
        rollback: known({ runbooks: [], dispatchable: [], named: [], migrations: [path], unread: [] }),
      }),
      sampleRules(),
      sampleNow,
    )
    expect(told(find(outcomes, 'escalation'))).toBe('unknown migrations-unknown')
  })

  test('malware or a secret in the change, and an open security incident', () => {
    const baseline = {
      verdict: 'no-go' as const,
      checks: [otherCheck('security-baseline/malicious', 'fail', [finding({ ruleId: 'malicious' })])],
    }
    const { outcomes } = evaluatePrecheck(sampleSnapshot(), sampleRules(), sampleNow, {
      ...sampleRecomputed,
      baseline,
    })
    expect(told(find(outcomes, 'escalation'))).toBe('ask security-incident')
    const incident = (labels: readonly string[], login = 'github-actions') =>
      known({
        incidents: [
          { number: 31, title: 'Leak', url: '', author: { login, type: 'Bot' }, labels, labelledBy: [] },
        ],
        complete: true,
        permissions: {},
      })
    const open = (labels: readonly string[], login?: string) =>
      escalated({ checks: [], snapshot: { incidents: incident(labels, login) } })
    expect(open(['incident', 'incident:P2', 'security'])).toBe('ask security-incident')
    expect(open(['incident', 'incident:security'])).toBe('ask security-incident')
    expect(open(['incident', 'incident:P2'])).toBe('pass nothing-to-ask')
    expect(open(['incident', 'security'], 'stranger')).toBe('pass nothing-to-ask')
    const gone = unreadBecause('forbidden', 'GitHub refused.')
    expect(escalated({ checks: [], snapshot: { incidents: gone } })).toBe('unknown forbidden')
  })

  test('a yes to deploying during one security incident is none to the next', () => {
    const during = (number: number): Given => ({
      checks: [],
      snapshot: {
        incidents: known({
          incidents: [
            {
              number,
              title: 'Leak',
              url: '',
              author: { login: 'github-actions', type: 'Bot' },
              labels: ['security'],
              labelledBy: [],
            },
          ],
          complete: true,
          permissions: {},
        }),
      },
    })
    const commands = [comment(lineFor(during(31)))]
    expect(escalated({ ...during(31), commands })).toBe('pass approved-by-person')
    expect(escalated({ ...during(32), commands })).toBe('ask security-incident')
  })

  test('without anything of it nobody is asked', () => {
    expect(escalated({ checks: [] })).toBe('pass nothing-to-ask')
  })
})
