import { type CheckOutcome, type Evidence, type Finding, fingerprint } from '@operator/report'
import { judgeWriters } from '../escalation/answers.ts'
import type { CommandFacts } from '../escalation/facts.ts'
import type { Panel } from '../escalation/panel.ts'
import { judgeOverride, type Override, type OverrideVerdict } from './judge-override.ts'
import type { OverridesPolicy } from './policy.ts'

/**
 * A failure that somebody took on themselves, for this commit and for a time, is `overridden`. Every override is shown; one that
 * counts for nothing is a finding.
 */
export function applyOverrides(
  outcomes: readonly CheckOutcome[],
  { subject, voices }: Panel,
  policy: OverridesPolicy,
  now: Date,
): CheckOutcome[] {
  const { commands } = voices.facts
  const given = commands.known ? commands.value.given.flatMap(toOverride) : []
  if (given.length === 0) return [...outcomes]
  const judged = judgeWriters(
    given.map(({ facts }) => facts),
    voices.facts,
    voices.involvement,
  )
  return outcomes.map((outcome) => {
    const about = given.flatMap((override, index) => {
      const one = judged[index]
      if (override.check !== outcome.id || one === undefined) return []
      return [{ override, verdict: judgeOverride(override, one, outcome, subject.head, policy, now) }]
    })
    if (about.length === 0) return outcome
    const findings = [
      ...outcome.findings,
      ...about.map(({ override, verdict }) => toFinding(override, verdict)),
    ]
    const evidence = [
      ...outcome.evidence,
      ...about.map(({ override, verdict }) => toEvidence(override, verdict)),
    ]
    const holding = about.find(({ verdict }) => verdict.kind === 'holds')
    if (holding === undefined) return { ...outcome, findings, evidence }
    const { by, until, reason } = holding.override
    const { next: _, ...rest } = outcome
    return {
      ...rest,
      status: 'overridden',
      reason: {
        code: 'overridden-by-person',
        message: `${by} overrode this until ${until}: ${reason}. Overridden: ${outcome.reason.message}`,
      },
      findings,
      evidence,
    }
  })
}

function toOverride(facts: CommandFacts): Override[] {
  const { command, author } = facts
  if (command.kind !== 'override') return []
  const { check, commit, until, reason } = command
  return [{ check, commit, until, reason, by: author?.login ?? 'a deleted account', facts }]
}

function toEvidence({ by, until, reason, facts, commit }: Override, verdict: OverrideVerdict): Evidence {
  const state = verdict.kind === 'holds' ? 'holds' : 'counts for nothing'
  return {
    fact: `the override of ${by} for ${commit.slice(0, 12)} until ${until} ${state}: ${reason}`,
    source: `#${facts.on}`,
    url: facts.url,
  }
}

function toFinding({ check, commit, until, reason, by, facts }: Override, verdict: OverrideVerdict): Finding {
  const identity = fingerprint('override', check, commit, until, by, facts.url)
  const shared = { fingerprint: identity, state: 'introduced', proof: 'proven' } as const
  if (verdict.kind === 'holds') {
    return {
      ...shared,
      ruleId: 'override-used',
      level: 'note',
      message: `${by} overrode ${check} for ${commit.slice(0, 12)} until ${until}: ${reason}`,
      remedy: `Mend what it overrides before ${until}.`,
    }
  }
  // An older commit's override is history, not a mistake.
  const isHistory = verdict.code === 'override-other-commit' || verdict.code === 'override-unused'
  return {
    ...shared,
    ruleId: verdict.code,
    level: isHistory ? 'note' : 'warning',
    message: `The override of ${check} by ${by} on #${facts.on} counts for nothing. ${verdict.why}`,
    remedy: isHistory
      ? 'Nothing to do.'
      : 'Have somebody with write access who had no hand in it write a new one, or mend what it was for.',
  }
}
