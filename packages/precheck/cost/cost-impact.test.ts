import { describe, expect, test } from '@jest/globals'
import type { CostChange } from '@operator/cost'
import { known, unreadBecause } from '../fact.ts'
import { sampleCost } from '../sample.ts'
import { evaluateCostImpact } from './cost-impact.ts'
import type { CostFacts } from './facts.ts'

const raised: CostChange = {
  direction: 'rise',
  what: 'attribute',
  resource: 'Deployment web',
  attribute: 'spec.replicas',
  from: '2',
  to: '10',
  path: 'k8s/web.yaml',
  line: 5,
  digest: 'a',
}
const created: CostChange = {
  direction: 'rise',
  what: 'resource',
  resource: 'AWS::EC2::NatGateway Nat',
  to: 'there',
  path: 'stack.yaml',
  digest: 'b',
  bounded: false,
}
const unclear: CostChange = {
  direction: 'unclear',
  what: 'file',
  resource: 'Terraform',
  path: 'main.tf',
  digest: 'c',
  reason: 'it changed and is not read',
}

const judge = (changes: Partial<CostFacts> = {}) => evaluateCostImpact(known(sampleCost(changes)))
const told = (changes: Partial<CostFacts> = {}) => {
  const { status, reason } = judge(changes)
  return `${status} ${reason.code}: ${reason.message}`
}

describe('cost-impact', () => {
  test('what grows asks, with from and to, the place, and a person as the next step', () => {
    const outcome = judge({ growing: [raised] })
    expect(outcome).toMatchObject({
      status: 'ask',
      reason: {
        code: 'cost-grows',
        message: 'It raises what is paid for: Deployment web: spec.replicas 2 → 10.',
      },
      findings: [
        {
          ruleId: 'cost-raised',
          message: 'Deployment web: spec.replicas 2 → 10.',
          location: { path: 'k8s/web.yaml', line: 5 },
        },
      ],
      next: 'Have somebody who answers for the bill approve it, or make it smaller.',
    })
  })

  test('what is new and bounded by nothing is named', () => {
    const outcome = judge({ growing: [raised, created] })
    expect(outcome.reason.message).toBe(
      'It raises what is paid for: Deployment web: spec.replicas 2 → 10; AWS::EC2::NatGateway Nat is new. Without budget alert, limit or time to live: AWS::EC2::NatGateway Nat.',
    )
    expect(outcome.next).toBe(
      'Add a budget alert, a limit or a time to live to AWS::EC2::NatGateway Nat, and have somebody who answers for the bill approve it.',
    )
    expect(judge({ growing: [{ ...created, bounded: true }] }).reason.message).not.toContain('Without')
  })

  test.each<[string, Partial<CostFacts>, string]>([
    [
      'nobody can tell',
      { growing: [unclear] },
      'ask cost-unclear: Nobody can tell what it does to the bill: main.tf (it changed and is not read).',
    ],
    [
      'more than is shown',
      { growing: [raised, raised, raised, raised, unclear], rest: { changes: 7, digest: 'd' } },
      'ask cost-grows: It raises what is paid for: Deployment web: spec.replicas 2 → 10; Deployment web: spec.replicas 2 → 10; Deployment web: spec.replicas 2 → 10 and 9 more.',
    ],
    [
      'a file that cannot be read is unknown, whatever else grows',
      {
        growing: [raised],
        unread: [{ path: 'k8s/a.yaml', problem: 'has the key replicas twice in one place' }],
      },
      'unknown unread-files: What these files pay for is not known: k8s/a.yaml has the key replicas twice in one place. 1 other change may cost more.',
    ],
    ['less', { falling: 2 }, 'pass nothing-grows: Nothing that is paid for grows, 2 things cost less.'],
    ['nothing', {}, 'pass nothing-grows: Nothing that is paid for grows.'],
    [
      'no infrastructure',
      { compared: [] },
      'not-applicable no-infrastructure: It changes no file that says what is paid for.',
    ],
  ])('%s', (_, changes, expected) => {
    expect(told(changes)).toBe(expected)
  })

  test('an estimate only adds: a rise asks, a saving excuses nothing', () => {
    const file = { path: 'infracost.json', believed: true, reason: 'made in this job, and not committed' }
    const estimate = (difference: number) => ({ estimate: { file, difference, currency: 'EUR' } })
    expect(told(estimate(12.5))).toBe('ask estimate-rises: The estimate rises by 12.50 EUR a month.')
    expect(told(estimate(-100))).toMatch(/^pass /)
    expect(told({ ...estimate(-100), growing: [raised] })).toMatch(/^ask cost-grows/)
    expect(judge(estimate(-100)).evidence).toContainEqual({
      fact: 'estimated difference: -100.00 EUR a month',
      source: 'infracost.json',
    })
  })

  test('the fingerprint is the change, not its place', () => {
    const of = (change: CostChange) => judge({ growing: [change] }).findings[0]?.fingerprint
    expect(of({ ...raised, line: 99 })).toBe(of(raised))
    expect(of({ ...raised, digest: 'other' })).not.toBe(of(raised))
    const rest = (digest: string) =>
      judge({ growing: [raised], rest: { changes: 7, digest } }).findings.at(-1)?.fingerprint
    expect(rest('a')).not.toBe(rest('b'))
  })

  test('what was not looked at is unknown', () => {
    expect(evaluateCostImpact(unreadBecause('not-in-clone', 'There is no git.')).status).toBe('unknown')
  })
})
