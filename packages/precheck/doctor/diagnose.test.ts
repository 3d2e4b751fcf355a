import { describe, expect, test } from '@jest/globals'
import { known, noToken } from '../fact.ts'
import {
  sampleCheck,
  sampleCi,
  sampleJob,
  sampleNow,
  sampleRules,
  sampleSnapshot,
  sampleSuites,
  sampleWorkflow,
} from '../sample.ts'
import { diagnose } from './diagnose.ts'
import { diagnosis as schema } from './diagnosis.ts'
import type { DoctorFacts } from './facts.ts'
import { isFirstUse } from './first-use.ts'
import { renderDiagnosis } from './section.ts'
import { doctorSectionOf } from './section-of.ts'
import { seenPermissions } from './seen-permissions.ts'
import { printDiagnosis } from './terminal.ts'
import { untriedPermissions } from './try-permissions.ts'

const ci = sampleWorkflow('ci.yml', [sampleJob('tests'), sampleJob('lint')])

function sampleFacts(changes: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    repository: 'octo/shop',
    branch: 'main',
    policy: { origin: 'the defaults', exists: false },
    permissions: untriedPermissions().map((one) => ({ ...one, state: 'readable' as const })),
    ci: sampleCi(),
    trials: [],
    untried: [],
    ...changes,
  }
}

interface Demand {
  readonly context?: string
  readonly appId?: number
  readonly status?: string
  readonly workflows?: readonly ReturnType<typeof sampleWorkflow>[]
}

/** Codes of the weaknesses of one required check. */
function weaknessesOf({ context = 'tests', appId, status, workflows = [ci] }: Demand): string[] {
  const checks = [sampleCheck({ name: 'tests' })]
  const statuses =
    status === undefined
      ? []
      : [{ context, state: 'SUCCESS', url: '', creator: { login: status, type: 'Bot' } }]
  const facts = sampleCi({
    checks,
    workflows,
    changes: {
      rules: known([{ context, ...(appId !== undefined && { appId }) }]),
      checks: known({ checkRuns: checks, suites: sampleSuites(checks), statuses, unread: [] }),
    },
  })
  const [found] = diagnose(sampleFacts({ ci: facts }), sampleRules(), sampleNow).required
  return found?.weaknesses.map(({ code }) => code) ?? []
}

describe('who could forge a required check', () => {
  test.each([
    ['pinned to the app whose workflow reports it', { appId: 15368 }, []],
    ['by name only', {}, ['not-pinned']],
    ['a status that anybody may post', { status: 'mona' }, ['not-pinned', 'legacy-status']],
    [
      'a status of the app behind every workflow token',
      { appId: 15368, status: 'github-actions' },
      ['legacy-status'],
    ],
    ['a status of an app of its own', { context: 'other', appId: 42, status: 'other-ci' }, []],
    [
      'a workflow that outsiders start with the own token',
      { appId: 15368, workflows: [sampleWorkflow('ci.yml', [sampleJob('tests')], ['pull_request_target'])] },
      ['privileged-workflow'],
    ],
    [
      'two workflows with one name',
      { appId: 15368, workflows: [ci, sampleWorkflow('twin.yml', [sampleJob('tests')])] },
      ['several-workflows'],
    ],
    ['a name that nothing reports', { context: 'test', appId: 15368 }, ['nobody-reports']],
  ] satisfies [string, Demand, string[]][])('%s', (_, demand, codes) => {
    expect(weaknessesOf(demand)).toEqual(codes)
  })

  test('a check of the policy counts by app and workflow, and by name it does not', () => {
    const required = ['lint', { name: 'tests', app: 'github-actions', workflow: '.github/workflows/ci.yml' }]
    const rules = sampleRules({ precheck: { 'required-checks': required } })
    const found = diagnose(sampleFacts({ ci: sampleCi({ workflows: [ci] }) }), rules, sampleNow).required
    expect(
      found.map(({ name, pinnedTo, weaknesses }) => [name, pinnedTo, weaknesses.map(({ code }) => code)]),
    ).toEqual([
      ['lint', undefined, ['not-pinned']],
      ['tests', 'github-actions, .github/workflows/ci.yml', []],
    ])
  })
})

describe('the repository as a whole', () => {
  const codes = (changes: Parameters<typeof sampleCi>[0]) =>
    diagnose(sampleFacts({ ci: sampleCi(changes) }), sampleRules(), sampleNow).weaknesses.map(
      ({ code }) => code,
    )

  test('nothing is required', () => {
    expect(codes({ workflows: [ci] })).toEqual(['nothing-required'])
  })

  test('rules that could not be read are said, and are not nothing', () => {
    const facts = sampleFacts({
      ci: sampleCi({ workflows: [ci], changes: { rules: noToken, protection: noToken } }),
    })
    const { unreadRules, weaknesses } = diagnose(facts, sampleRules(), sampleNow)
    expect(unreadRules).toHaveLength(2)
    expect(weaknesses).toEqual([])
    expect(printDiagnosis(diagnose(facts, sampleRules(), sampleNow))).toContain(
      'not everything that is required could be read',
    )
  })

  test('own versions, privileged workflows and what cannot be read', () => {
    const workflows = [ci, sampleWorkflow('label.yml', [sampleJob('label')], ['issue_comment'])]
    const trusted = { workflows, unreadable: ['.github/workflows/x.yml'] }
    expect(codes({ required: ['tests'], workflows, changes: { trusted } })).toEqual([
      'runs-own-version',
      'privileged-workflows',
      'workflows-unreadable',
    ])
  })
})

test('checks that would be unknown come from precheck itself, once for each reason', () => {
  const snapshot = sampleSnapshot({ ci: sampleCi({ changes: { checks: noToken } }) })
  const trials = [
    { about: 'one', snapshot },
    { about: 'two', snapshot },
  ]
  const { unanswerable, tried } = diagnose(sampleFacts({ trials }), sampleRules(), sampleNow)
  expect(tried).toEqual(['one', 'two'])
  expect(unanswerable.map(({ check, code, about }) => [check, code, about])).toContainEqual([
    'precheck/ci-green',
    'no-token',
    ['one', 'two'],
  ])
  expect(unanswerable.every(({ message }) => message !== '')).toBe(true)
})

describe('the section of the summary', () => {
  const rules = sampleRules()
  const snapshot = sampleSnapshot({
    ci: sampleCi({ workflows: [ci] }),
    deploy: {},
  })

  test('is there once: not with a policy, a workflow, a status or a watched deployment of Operator', () => {
    const [job] = ci.jobs
    const withWorkflow = sampleCi({
      workflows: [{ ...ci, jobs: job === undefined ? [] : [{ ...job, runsOperator: true }] }],
    })
    const status = { context: 'operator/gate (default/production)', state: 'SUCCESS', url: '' }
    const withStatus = sampleCi({
      changes: { checks: known({ checkRuns: [], suites: [], statuses: [status], unread: [] }) },
    })
    expect(isFirstUse(snapshot, false)).toBe(true)
    expect(isFirstUse(snapshot, true)).toBe(false)
    expect(isFirstUse({ ...snapshot, ci: withWorkflow }, false)).toBe(false)
    expect(isFirstUse({ ...snapshot, ci: withStatus }, false)).toBe(false)
    expect(isFirstUse(sampleSnapshot(), false)).toBe(false)
  })

  test('is one folded block with what to paste', () => {
    const section = doctorSectionOf(snapshot, rules, sampleNow, false) ?? ''
    expect(section).toMatch(/^<details><summary>[^\n]+<\/summary>\n[\s\S]+\n<\/details>$/)
    expect(section.match(/<details>/g)).toHaveLength(1)
    expect(section).toContain('permissions:\n  contents: read #')
    expect(Buffer.byteLength(section)).toBeLessThan(10_000)
    expect(doctorSectionOf(snapshot, rules, sampleNow, true)).toBeUndefined()
  })

  test('tells of the token what the facts show, and nothing else', () => {
    const states = Object.fromEntries(seenPermissions(snapshot).map(({ name, state }) => [name, state]))
    expect(states).toEqual({
      contents: 'readable',
      'pull-requests': 'readable',
      checks: 'readable',
      statuses: 'readable',
      actions: 'readable',
      deployments: 'not-tried',
      issues: 'readable',
    })
  })
})

test('names of checks and files stay data, in both forms', () => {
  const evil = '</details><img src=x>```\n::error::x\u202e |@octo/all'
  const checks = [sampleCheck({ name: evil })]
  const facts = sampleCi({
    checks,
    required: [evil],
    workflows: [sampleWorkflow('ci.yml', [sampleJob(evil)])],
  })
  const found = diagnose(sampleFacts({ ci: facts }), sampleRules(), sampleNow)
  expect(() => schema.parse(found)).not.toThrow()
  const outside = renderDiagnosis(found).replace(/^(`{3,})(?:yaml|json)\n[\s\S]*?\n\1$/gm, '')
  expect(outside).not.toMatch(/<img|<\/details>|\n::|\u202e|@octo/)
  expect(printDiagnosis(found)).not.toMatch(/\n\s*::|\u202e/)
})
