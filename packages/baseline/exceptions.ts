import { type CheckOutcome, type Evidence, type Finding, fingerprint } from '@operator/report'
import type { Exception } from './policy.ts'

/** Malware is accepted by nobody; a secret has its own exceptions, which name the secret. */
const never = new Set(['security-baseline/malicious', 'security-baseline/secrets'])

/** Every name of an advisory, by the one under which its findings go. */
export type Aliases = ReadonlyMap<string, readonly string[]>

/** A failure all of whose introduced errors are accepted is `overridden`; an exception that ran out is said and changes nothing. */
export function applyExceptions(
  outcome: CheckOutcome,
  exceptions: readonly Exception[],
  aliases: Aliases,
  now: Date,
): CheckOutcome {
  if (never.has(outcome.id)) return outcome
  const used = exceptions.filter((exception) =>
    outcome.findings.some((finding) => covers(exception, finding, aliases)),
  )
  if (used.length === 0) return outcome
  const live = used.filter((exception) => !isExpired(exception, now))
  const evidence = [...outcome.evidence, ...used.map((exception) => asEvidence(exception, now))]
  const errors = outcome.findings.filter(
    (finding) => finding.level === 'error' && finding.state === 'introduced',
  )
  const accepted =
    errors.length > 0 &&
    errors.every((finding) => live.some((exception) => covers(exception, finding, aliases)))
  if (outcome.status !== 'fail' || !accepted) return { ...outcome, evidence }
  const until = live.map((exception) => exception.expires).sort()[0]
  const { next: _, ...rest } = outcome
  return {
    ...rest,
    evidence,
    status: 'overridden',
    reason: { code: 'excepted', message: `Every new error is accepted by the policy, until ${until}.` },
  }
}

/** Exceptions that ran out or match nothing: each of them would accept the next thing of that name. */
export function staleExceptions(
  outcomes: readonly CheckOutcome[],
  exceptions: readonly Exception[],
  aliases: Aliases,
  now: Date,
): Finding[] {
  const findings = outcomes.flatMap((outcome) => outcome.findings)
  return exceptions.flatMap((exception): Finding[] => {
    const expired = isExpired(exception, now)
    if (!expired && findings.some((finding) => covers(exception, finding, aliases))) return []
    const fate = expired ? `ended on ${exception.expires}` : 'matches nothing'
    return [
      {
        ruleId: expired ? 'exception-expired' : 'exception-unused',
        level: 'warning',
        message: `The exception for ${exception.id} ${fate}.`,
        remedy: 'Remove it from security.exceptions in the policy.',
        fingerprint: fingerprint('exception', exception.id, exception.expires),
        state: 'existing',
        proof: 'proven',
      },
    ]
  })
}

function covers(exception: Exception, finding: Finding, aliases: Aliases): boolean {
  if (exception.id === finding.fingerprint) return true
  return aliases.get(finding.ruleId)?.includes(exception.id) ?? false
}

/** Holds to the end of its last day. */
export function isExpired(exception: Exception, now: Date): boolean {
  return now.getTime() >= Date.parse(`${exception.expires}T00:00:00Z`) + 86_400_000
}

function asEvidence(exception: Exception, now: Date): Evidence {
  const state = isExpired(exception, now) ? 'expired on' : 'accepted until'
  return {
    fact: `${exception.id} is ${state} ${exception.expires}: ${exception.reason}`,
    source: 'policy: security.exceptions',
  }
}
