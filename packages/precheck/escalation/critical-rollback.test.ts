import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import { sampleDeployment } from '../sample.ts'
import type { EscalationFacts } from './facts.ts'
import { comment, escalated, type Given, lineFor } from './sample-escalation.ts'

describe('a rollback', () => {
  const creator = { login: 'github-actions', type: 'Bot' }
  const live = sampleDeployment({
    id: 9,
    environment: 'production',
    sha: 'c'.repeat(40),
    tree: '8'.repeat(40),
    descendsFromHead: true,
    statuses: [{ state: 'FAILURE', createdAt: '2026-11-25T09:30:00Z', creator }],
  })
  const before = sampleDeployment({ id: 5, environment: 'production' })
  const back = (undone: NonNullable<EscalationFacts['undone']>, over: Given = {}): Given => ({
    checks: [],
    subject: { intent: 'rollback', actor: 'carol', event: 'workflow_dispatch' },
    snapshot: { deploy: { target: known({ deployments: [live, before], complete: true }) } },
    policy: { precheck: { escalation: { 'critical-paths': ['src/billing/**'] } } },
    escalation: { undone, places: [31], ...over.escalation },
    ...(over.commands !== undefined && { commands: over.commands }),
  })
  const undo = (paths: readonly string[], labels: readonly string[] = [], complete = true) =>
    known({ paths, pullRequests: [{ number: 12, labels }], complete })

  test('of a critical feature asks, by its paths and by the labels of what is taken away', () => {
    expect(escalated(back(undo(['src/billing/pay.ts'])))).toBe('ask critical-rollback')
    expect(escalated(back(undo(['src/a.ts'], ['Critical'])))).toBe('ask critical-rollback')
  })

  test('of anything else is held up by nobody', () => {
    expect(escalated(back(undo(['src/a.ts'], ['small'])))).toBe('pass nothing-to-ask')
  })

  test('whose reach is not known is unknown', () => {
    expect(escalated(back(undo(['src/a.ts'], [], false)))).toBe('unknown rollback-too-long')
    expect(escalated(back(unreadBecause('forbidden', 'GitHub refused.')))).toBe('unknown forbidden')
  })

  test('is answered on the incident by the author of what is taken away too, not by who dispatched it', () => {
    const line = lineFor(back(undo(['src/billing/pay.ts'])))
    const by = (login: string) =>
      escalated(
        back(undo(['src/billing/pay.ts']), {
          commands: [comment(line, { author: { login, type: 'User' }, on: 31 })],
          escalation: {
            permissions: {
              ann: { answered: true, permission: 'write' },
              carol: { answered: true, permission: 'admin' },
            },
          },
        }),
      )
    expect(by('ann')).toBe('pass approved-by-person')
    expect(by('carol')).toBe('ask critical-rollback')
  })
})
