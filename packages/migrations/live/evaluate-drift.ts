import type { CatalogDifference } from '@operator/rehearsal'
import { counted, type Finding } from '@operator/report'
import type { Part } from '../part.ts'
import { describeDrift } from './describe-drift.ts'
import { findingOf } from './finding.ts'
import type { LiveRead, RecordFacts } from './snapshot.ts'

/** Never old debt: while it is so, somebody sees rows that he must not see, or a guard is off. */
const neverOld: ReadonlySet<string> = new Set([
  'row-security-off',
  'policy-drift',
  'invalid-index',
  'unvalidated-constraint',
])

/** Whether the live schema is what the migrations make, and what of that was otherwise before already. */
export function evaluateDrift({ drift }: LiveRead, record: RecordFacts): Part {
  if (drift.kind === 'unknown')
    return { status: 'unknown', code: drift.code, message: drift.message, next: drift.next }
  const old = new Set((record.kind === 'read' ? record.drift : undefined)?.map(identify))
  const findings = describeAll(drift.differences, (difference) => old.has(identify(difference)))
  const fresh = findings.filter(({ state }) => state === 'introduced')
  const wrongs = findings.filter(
    ({ level, ruleId, state }) => level === 'error' && (state === 'introduced' || neverOld.has(ruleId)),
  )
  // What shows rows, or is broken, speaks before what is merely different.
  const wrong = wrongs.find(({ ruleId }) => neverOld.has(ruleId)) ?? wrongs[0]
  if (wrong) {
    const more = wrongs.length - 1
    return {
      status: 'fail',
      code: wrong.ruleId,
      message: more > 0 ? `${wrong.message} (and ${more} more)` : wrong.message,
      findings,
      next: wrong.remedy,
    }
  }
  const doubtful = fresh.find(({ level }) => level === 'warning')
  if (doubtful)
    return {
      status: 'ask',
      code: doubtful.ruleId,
      message: doubtful.message,
      findings,
      next: doubtful.remedy,
    }
  const rest = findings.filter(({ level }) => level !== 'note').length
  return {
    status: 'pass',
    code: 'schema-as-rehearsed',
    message:
      rest === 0
        ? 'The live schema is what the migrations make.'
        : `The migration changed the live schema as rehearsed; ${counted(rest, 'thing')} differed before already.`,
    findings,
  }
}

/** Every difference as a finding. */
export function describeAll(
  differences: readonly CatalogDifference[],
  isOld: (difference: CatalogDifference) => boolean,
): Finding[] {
  return differences.map((difference) =>
    findingOf({
      ...describeDrift(difference),
      subject: `${difference.change} ${difference.object} ${difference.name}`,
      isOld: isOld(difference),
    }),
  )
}

function identify({ after, before, change, name, object }: CatalogDifference): string {
  return JSON.stringify([change, object, name, before, after])
}
