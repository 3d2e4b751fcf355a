import { describe, expect, test } from '@jest/globals'
import type { Intent } from '@operator/report'
import { known, unreadBecause } from '../fact.ts'
import { sampleRules } from '../sample.ts'
import type { IncidentFacts, IncidentsFacts } from './facts.ts'
import { evaluateNoOpenIncident } from './no-open-incident.ts'

const incident = (over: Partial<IncidentFacts> = {}): IncidentFacts => ({
  number: 31,
  title: 'Checkout is down',
  url: 'https://github.example/octo/shop/issues/31',
  author: { login: 'github-actions', type: 'Bot' },
  labels: ['incident', 'incident:P1'],
  labelledBy: [],
  ...over,
})

const judge = (
  incidents: readonly IncidentFacts[],
  over: Partial<IncidentsFacts> = {},
  intent: Intent = 'release',
  named?: number,
) => {
  const facts = known({ incidents, complete: true, permissions: {}, ...over })
  const outcome = evaluateNoOpenIncident(facts, intent, sampleRules(), named)
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

const may = (permission: 'write' | 'read') => ({
  permissions: { eve: { answered: true as const, permission } },
})
const byEve = { author: { login: 'Eve', type: 'User' } }

describe('no-open-incident', () => {
  test('none', () => {
    expect(judge([]).told).toBe('pass none-open')
  })

  test.each(['P0', 'P1'])('%s blocks', (severity) => {
    expect(judge([incident({ labels: ['incident', `incident:${severity}`] })]).told).toBe(
      'fail incident-open',
    )
  })

  test.each(['P2', 'P3'])('%s does not', (severity) => {
    expect(judge([incident({ labels: ['incident', `incident:${severity}`] })]).told).toBe('pass none-open')
  })

  test('the worst label counts, in any of the usual spellings', () => {
    expect(judge([incident({ labels: ['incident', 'incident:P3', 'sev-0'] })]).told).toBe(
      'fail incident-open',
    )
    expect(judge([incident({ labels: ['INCIDENT:p1'] })]).told).toBe('fail incident-open')
  })

  test('without a severity a person is asked', () => {
    expect(judge([incident({ labels: ['incident'] })]).told).toBe('ask incident-unrated')
  })

  test("a stranger's issue is ignored, and said to be", () => {
    const outcome = judge([incident(byEve)], may('read'))
    expect(outcome.told).toBe('pass none-open')
    expect(outcome.reason.message).toContain('1 issue with the label does not count')
  })

  test('one by somebody who may triage counts, and so does one that such a person labelled', () => {
    expect(judge([incident(byEve)], may('write')).told).toBe('fail incident-open')
    const labelled = incident({
      author: { login: 'stranger', type: 'User' },
      labelledBy: [{ login: 'eve', type: 'User' }],
    })
    const permissions = {
      eve: { answered: true as const, permission: 'triage' as const },
      stranger: { answered: true as const, permission: 'read' as const },
    }
    expect(judge([labelled], { permissions }).told).toBe('fail incident-open')
  })

  test('another bot is not our app, unless the token acts for it', () => {
    const byBot = incident({ author: { login: 'helper-app', type: 'Bot' } })
    expect(judge([byBot]).told).toBe('pass none-open')
    expect(judge([byBot], { viewer: 'helper-app[bot]' }).told).toBe('fail incident-open')
  })

  test('who cannot be told makes it unknown, and so do older ones that were not read', () => {
    expect(judge([incident(byEve)]).told).toBe('unknown incidents-unread')
    expect(judge([], { complete: false }).told).toBe('unknown incidents-unread')
    expect(judge([incident()], { complete: false }).told).toBe('fail incident-open')
  })

  test('what cannot be read is unknown', () => {
    const outcome = evaluateNoOpenIncident(
      unreadBecause('forbidden', 'GitHub refused.'),
      'release',
      sampleRules(),
    )
    expect(outcome.status).toBe('unknown')
  })

  test('a hotfix needs one to mend', () => {
    expect(judge([incident()], {}, 'hotfix').told).toBe('pass hotfix-for-incident')
    expect(judge([], {}, 'hotfix').told).toBe('fail hotfix-without-incident')
    expect(judge([incident(byEve)], may('read'), 'hotfix').told).toBe('fail hotfix-without-incident')
  })

  test('a hotfix names the incident that it mends where several are open', () => {
    const two = [incident(), incident({ number: 32, labels: ['incident', 'incident:P0'] })]
    expect(judge(two, {}, 'hotfix').told).toBe('fail hotfix-unnamed')
    expect(judge(two, {}, 'hotfix', 32)).toMatchObject({
      told: 'pass hotfix-for-incident',
      reason: { message: 'A hotfix for #32 (P0).' },
    })
    expect(judge([incident()], {}, 'hotfix', 31).told).toBe('pass hotfix-for-incident')
    expect(judge([incident()], {}, 'hotfix', 99).told).toBe('fail hotfix-for-another')
    expect(judge([], {}, 'hotfix', 31).told).toBe('fail hotfix-for-another')
    const stranger = judge([incident(), incident({ number: 32, ...byEve })], may('read'), 'hotfix', 32)
    expect(stranger.told).toBe('fail hotfix-for-another')
    expect(stranger.reason.message).toContain('may not triage')
  })
})
