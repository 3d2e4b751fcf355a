import { describe, expect, test } from '@jest/globals'
import { readCommand } from '@operator/identity'
import { type CheckStatus, checkStatus } from '@operator/report'
import fc from 'fast-check'
import type { CommandFacts } from '../escalation/facts.ts'
import { evaluatePrecheck } from '../evaluate.ts'
import { known, unreadBecause } from '../fact.ts'
import { pass } from '../outcome.ts'
import {
  headOid,
  type SamplePolicy,
  sampleCheck,
  sampleCi,
  sampleNow,
  sampleRecomputed,
  sampleRules,
  sampleSnapshot,
} from '../sample.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import { judgeOverride, type Override } from './judge-override.ts'
import { overridesPolicy } from './policy.ts'

interface Line {
  readonly check?: string
  readonly commit?: string
  readonly until?: string
  readonly reason?: string
}

function lineOf({
  check = 'precheck/changelog',
  commit = headOid,
  until = '2026-11-30',
  reason = 'the entry comes with #13',
}: Line = {}): string {
  return `/operator override ${check} ${commit} until ${until} because ${reason}`
}

function comment(line: string, over: Partial<CommandFacts> = {}): CommandFacts {
  const command = readCommand(line)
  if (command === undefined) throw new Error(`no command: ${line}`)
  return {
    command,
    author: { login: 'bob', type: 'User', id: 2 },
    belongs: true,
    edited: false,
    on: 12,
    url: 'https://github.example/octo/shop/pull/12#issuecomment-1',
    ...over,
  }
}

/** Nobody wrote a changelog. */
const silent: Partial<PrecheckSnapshot> = {
  changelog: known({ entries: [], files: ['CHANGELOG.md'], titles: [], unread: [] }),
}

function judge(commands: readonly CommandFacts[], world = silent, policy: SamplePolicy = {}) {
  const snapshot = sampleSnapshot({
    escalation: {
      commands: known({ given: commands, complete: true }),
      permissions: {
        bob: { answered: true, permission: 'write' },
        ann: { answered: true, permission: 'admin' },
        guest: { answered: true, permission: 'read' },
      },
      places: [12],
    },
    ...world,
  })
  const { outcomes } = evaluatePrecheck(snapshot, sampleRules(policy), sampleNow, sampleRecomputed)
  return (id: string) => {
    const outcome = outcomes.find((one) => one.id === `precheck/${id}`)
    if (outcome === undefined) throw new Error(`no outcome ${id}`)
    return {
      ...outcome,
      told: `${outcome.status} ${outcome.reason.code}`,
      rules: outcome.findings.map(({ ruleId }) => ruleId).filter((id) => /^(override|command)-/.test(id)),
    }
  }
}

describe('an override', () => {
  test('takes a failure on, shown with person, end, reason and what it covers', () => {
    expect(judge([])('changelog').told).toBe('fail entry-missing')
    const outcome = judge([comment(lineOf())])('changelog')
    expect(outcome.told).toBe('overridden overridden-by-person')
    expect(outcome.reason.message).toMatch(
      /^bob overrode this until 2026-11-30: the entry comes with #13\. Overridden: \S/,
    )
    expect(outcome.next).toBeUndefined()
    expect(outcome.findings).toEqual([
      expect.objectContaining({
        ruleId: 'override-used',
        level: 'note',
        message: expect.stringContaining('bob'),
      }),
    ])
    expect(outcome.evidence.at(-1)).toMatchObject({ source: '#12', fact: expect.stringContaining('holds') })
  })

  test('of one check covers no other', () => {
    const of = judge([comment(lineOf())], { ...silent, variables: unreadBecause('not-found', 'It is gone.') })
    expect(of('env-documented').status).toBe('unknown')
    expect(of('merged').status).toBe('pass')
  })

  const ann = { login: 'ann', type: 'User', id: 1 }
  test.each<[string, CommandFacts, string]>([
    ['by the author', comment(lineOf(), { author: ann }), 'override-not-counted'],
    [
      'by a bot',
      comment(lineOf(), { author: { login: 'helper[bot]', type: 'Bot' } }),
      'override-not-counted',
    ],
    [
      'by somebody who may not write',
      comment(lineOf(), { author: { login: 'guest', type: 'User', id: 9 } }),
      'override-not-counted',
    ],
    ['by an account that is gone', comment(lineOf(), { author: null }), 'override-not-counted'],
    [
      'by somebody whose permission was not read',
      comment(lineOf(), { author: { login: 'eve', type: 'User', id: 8 } }),
      'override-not-counted',
    ],
    ['in an edited comment', comment(lineOf(), { edited: true }), 'override-edited'],
    ['for another commit', comment(lineOf({ commit: 'e'.repeat(40) })), 'override-other-commit'],
    ['that ended yesterday', comment(lineOf({ until: '2026-11-24' })), 'override-expired'],
    ['for longer than the policy allows', comment(lineOf({ until: '2027-11-24' })), 'override-too-broad'],
  ])('%s counts for nothing, and that is a finding', (_, given, rule) => {
    const outcome = judge([given])('changelog')
    expect(outcome.told).toBe('fail entry-missing')
    expect(outcome.rules).toEqual([rule])
    expect(outcome.next).toBeTruthy()
  })

  test.each([
    ['without a reason', `/operator override precheck/changelog ${headOid} until 2026-11-30`],
    ['without an end', `/operator override precheck/changelog ${headOid} because the entry comes`],
    ['of every check', `/operator override precheck/* ${headOid} until 2026-11-30 because it is late`],
    ['of a check that there is not', lineOf({ check: 'precheck/change-log' })],
  ])('%s is told to be none', (_, line) => {
    const of = judge([comment(line)])
    expect(of('changelog').told).toBe('fail entry-missing')
    expect(of('escalation').rules).toEqual(['command-malformed'])
  })

  test('holds on its last day and not on the next', () => {
    expect(judge([comment(lineOf({ until: '2026-11-25' }))])('changelog').status).toBe('overridden')
    expect(judge([comment(lineOf({ until: '2026-11-24' }))])('changelog').status).toBe('fail')
  })

  test('where there is nothing to override is a finding', () => {
    const outcome = judge([comment(lineOf())], {})('changelog')
    expect(outcome.status).toBe('pass')
    expect(outcome.rules).toEqual(['override-unused'])
  })

  test('never makes go of what is not known', () => {
    const outcome = judge([comment(lineOf())], { changelog: unreadBecause('not-found', 'It is gone.') })(
      'changelog',
    )
    expect(outcome.status).toBe('unknown')
    expect(outcome.rules).toEqual(['override-unknown-status'])
  })
})

describe('red CI and critical security', () => {
  const red = { ci: sampleCi({ checks: [sampleCheck({ name: 'tests', conclusion: 'FAILURE' })] }) }
  const lines = [comment(lineOf({ check: 'precheck/ci-green', reason: 'the runner is broken' }))]

  test('cannot be overridden by default', () => {
    const outcome = judge(lines, red)('ci-green')
    expect(outcome.told).toBe('fail checks-failed')
    expect(outcome.rules).toEqual(['override-not-allowed'])
  })

  test('but where the policy names the check', () => {
    const policy: SamplePolicy = { precheck: { overrides: { allow: ['precheck/ci-green'] } } }
    expect(judge(lines, red, policy)('ci-green').told).toBe('overridden overridden-by-person')
    expect(judge([], red, policy)('ci-green').told).toBe('fail checks-failed')
  })

  test('what is for a human to decide is approved, never overridden', () => {
    const [given] = lines
    if (given === undefined) throw new Error('no line')
    const { command } = comment(lineOf({ check: 'precheck/escalation' }))
    const outcome = judge([{ ...given, command }], {
      incidents: known({
        incidents: [
          {
            number: 31,
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
    })('escalation')
    expect(outcome.told).toBe('ask security-incident')
    expect(outcome.rules).toEqual(['override-not-allowed'])
  })
})

describe('judgeOverride', () => {
  const override: Override = {
    check: 'precheck/changelog',
    commit: headOid,
    until: '2026-11-30',
    reason: 'the entry comes with #13',
    by: 'bob',
    facts: comment(lineOf()),
  }
  const bob = { standing: { kind: 'eligible', login: 'bob' } } as const

  test.each<[string, CheckStatus, readonly ('precheck/ci-green' | 'precheck/security-baseline')[], string]>([
    ['precheck/changelog', 'fail', [], 'holds'],
    ['precheck/changelog', 'ask', [], 'holds'],
    ['precheck/changelog', 'unknown', [], 'override-unknown-status'],
    ['precheck/changelog', 'pending', [], 'override-unknown-status'],
    ['precheck/changelog', 'pass', [], 'override-unused'],
    ['precheck/changelog', 'not-applicable', [], 'override-unused'],
    ['migration-guard/rules', 'fail', [], 'holds'],
    ['precheck/ci-green', 'fail', [], 'override-not-allowed'],
    ['precheck/ci-green', 'fail', ['precheck/security-baseline'], 'override-not-allowed'],
    ['precheck/ci-green', 'fail', ['precheck/ci-green'], 'holds'],
    ['precheck/ci-green', 'pending', ['precheck/ci-green'], 'override-unknown-status'],
    ['precheck/security-baseline', 'fail', [], 'override-not-allowed'],
    ['precheck/security-baseline', 'fail', ['precheck/security-baseline'], 'holds'],
    ['security-baseline/malicious', 'fail', ['precheck/security-baseline'], 'override-not-allowed'],
    ['precheck/escalation', 'ask', ['precheck/ci-green'], 'override-not-allowed'],
  ])('%s that is %s, allowed %j: %s', (id, status, allow, expected) => {
    const policy = overridesPolicy.parse({ allow })
    const verdict = judgeOverride(override, bob, { id, status }, headOid, policy, sampleNow)
    expect(verdict.kind === 'holds' ? 'holds' : verdict.code).toBe(expected)
  })

  test('holds only for a failure, by somebody eligible, for this commit, today', () => {
    const policy = overridesPolicy.parse({})
    fc.assert(
      fc.property(
        fc.constantFrom(...checkStatus.options),
        fc.constantFrom('eligible' as const, 'ineligible' as const, 'unknown' as const),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: -20, max: 20 }),
        (status, kind, edited, sameCommit, days) => {
          const until = new Date(sampleNow.getTime() + days * 86_400_000).toISOString().slice(0, 10)
          const standing =
            kind === 'eligible'
              ? ({ kind, login: 'bob' } as const)
              : kind === 'ineligible'
                ? ({ kind, login: 'bob', code: 'author', message: 'No.' } as const)
                : ({ kind, login: 'bob', code: 'incomplete', message: 'No.' } as const)
          const { kind: verdict } = judgeOverride(
            { ...override, until, facts: { ...override.facts, edited } },
            { standing },
            { ...pass('precheck/changelog', 'x', 'x'), status },
            sameCommit ? headOid : 'e'.repeat(40),
            policy,
            sampleNow,
          )
          const should =
            (status === 'fail' || status === 'ask') &&
            kind === 'eligible' &&
            !edited &&
            sameCommit &&
            days >= 0 &&
            days <= 7
          expect(verdict === 'holds').toBe(should)
        },
      ),
    )
  })
})
