import type { CheckOutcome, Evidence, Finding } from '@operator/report'
import type { Exception } from './policy.ts'

/** Malware is accepted by nobody; a secret has its own exceptions, which name the secret. */
const never = new Set(['security-baseline/malicious', 'security-baseline/secrets'])

/** A failure all of whose errors are accepted is `overridden`; an exception that ran out is said and changes nothing. */
export function applyExceptions(
  outcome: CheckOutcome,
  exceptions: readonly Exception[],
  now: Date,
): CheckOutcome {
  if (never.has(outcome.id)) return outcome
  const used = exceptions.filter((exception) =>
    outcome.findings.some((finding) => covers(exception, finding)),
  )
  if (used.length === 0) return outcome
  const live = used.filter((exception) => !isExpired(exception, now))
  const evidence = [...outcome.evidence, ...used.map((exception) => asEvidence(exception, now))]
  const errors = outcome.findings.filter((finding) => finding.level === 'error' && finding.state !== 'fixed')
  const accepted =
    errors.length > 0 && errors.every((finding) => live.some((exception) => covers(exception, finding)))
  if (outcome.status !== 'fail' || !accepted) return { ...outcome, evidence }
  const until = live.map((exception) => exception.expires).sort()[0]
  return {
    ...outcome,
    evidence,
    status: 'overridden',
    reason: { code: 'excepted', message: `Every error is accepted by the policy, until ${until}.` },
  }
}

function covers(exception: Exception, finding: Finding): boolean {
  if (exception.id === finding.fingerprint) return true
  return exception.id.includes('-') && finding.ruleId === exception.id
}

/** Holds to the end of its last day. */
function isExpired(exception: Exception, now: Date): boolean {
  return now.getTime() >= Date.parse(`${exception.expires}T00:00:00Z`) + 86_400_000
}

function asEvidence(exception: Exception, now: Date): Evidence {
  const state = isExpired(exception, now) ? 'expired on' : 'accepted until'
  return {
    fact: `${exception.id} is ${state} ${exception.expires}: ${exception.reason}`,
    source: 'policy: security.exceptions',
  }
}
