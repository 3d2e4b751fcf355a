import type { CheckOutcome } from '@operator/report'
import type { JudgedCommand } from '../escalation/answers.ts'
import type { CommandFacts } from '../escalation/facts.ts'
import { guardedChecks, type OverridesPolicy } from './policy.ts'

/** An override as somebody wrote it. */
export interface Override {
  readonly check: string
  readonly commit: string
  readonly until: string
  readonly reason: string
  readonly by: string
  readonly facts: CommandFacts
}

/** Whether an override counts, or why it does not. Codes are stable. */
export type OverrideVerdict =
  | { readonly kind: 'holds' }
  | {
      readonly kind: 'void'
      readonly code:
        | 'override-edited'
        | 'override-not-counted'
        | 'override-other-commit'
        | 'override-expired'
        | 'override-too-broad'
        | 'override-not-allowed'
        | 'override-unknown-status'
        | 'override-unused'
      /** One sentence. */
      readonly why: string
    }

/** Reason, person and end stand in its line; it holds for one commit and one check, while that fails. */
export function judgeOverride(
  override: Override,
  { standing }: Pick<JudgedCommand, 'standing'>,
  outcome: Pick<CheckOutcome, 'id' | 'status'>,
  head: string,
  policy: OverridesPolicy,
  now: Date,
): OverrideVerdict {
  const { commit, until, facts } = override
  const end = endOf(until)
  if (facts.edited) return invalid('override-edited', 'The comment was edited: it has to be written anew.')
  if (commit !== head) {
    return invalid(
      'override-other-commit',
      `It is for ${commit.slice(0, 12)}, and this is ${head.slice(0, 12)}.`,
    )
  }
  if (now.getTime() >= end) return invalid('override-expired', `It ended on ${until}.`)
  if (end - now.getTime() > policy['at-most'] + day) {
    return invalid(
      'override-too-broad',
      `It is to hold until ${until}, longer than the policy lets one hold.`,
    )
  }
  if (!mayBeOverridden(outcome.id, policy)) {
    const why =
      outcome.id === 'precheck/escalation'
        ? 'It asks for a yes, which an approval gives.'
        : `The policy does not allow it: precheck.overrides.allow does not list ${outcome.id}.`
    return invalid('override-not-allowed', why)
  }
  if (standing.kind !== 'eligible') return invalid('override-not-counted', standing.message)
  switch (outcome.status) {
    case 'fail':
    case 'ask':
      return { kind: 'holds' }
    case 'unknown':
    case 'pending':
      return invalid(
        'override-unknown-status',
        'What is not known cannot be overridden: it has to be answered.',
      )
    case 'pass':
    case 'not-applicable':
    case 'overridden':
      return invalid('override-unused', 'There is nothing to override.')
  }
}

const day = 86_400_000

/** It holds to the end of its last day, UTC. */
function endOf(until: string): number {
  return Date.parse(`${until}T00:00:00Z`) + day
}

function mayBeOverridden(id: string, { allow }: OverridesPolicy): boolean {
  if (id === 'precheck/escalation' || id.startsWith('security-baseline/')) return false
  const guarded = guardedChecks.find((one) => one === id)
  return guarded === undefined || allow.includes(guarded)
}

function invalid(code: Extract<OverrideVerdict, { kind: 'void' }>['code'], why: string): OverrideVerdict {
  return { kind: 'void', code, why }
}
