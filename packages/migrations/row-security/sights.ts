import type { RowSecurityFacts, Sighting } from '@operator/rehearsal'
import type { AccessChange } from './changes.ts'

/** What a role sees through SET ROLE after the change and did not see before, or the other way round. */
export function findSights({ seen }: RowSecurityFacts): AccessChange[] {
  const told = new Set<string>()
  return seen.flatMap((sighting) => {
    const change = judge(sighting)
    // One look of a role at a table says it; the other tenants' looks say the same.
    if (change === undefined || told.has(change.subject)) return []
    told.add(change.subject)
    return [change]
  })
}

function judge({
  table,
  role,
  tenant,
  before,
  after,
  rowsBefore,
  rowsAfter,
}: Sighting): AccessChange | undefined {
  const who = tenant === undefined ? role : `${role} as tenant ${tenant}`
  const subject = `${table} ${role}`
  const old = before ?? 0
  const now = after ?? 0
  // Rows that the migration itself adds or removes say nothing about policies.
  const changed = rowsAfter - rowsBefore
  if (now > old + Math.max(0, changed))
    return {
      ruleId: 'rows-exposed',
      level: 'error',
      subject,
      message: `${who} saw ${old} of ${rowsBefore} rows of ${table} before the change, and sees ${now} of ${rowsAfter} after it.`,
      remedy: 'Restore the policy that kept these rows back.',
    }
  if (before !== undefined && now < old + Math.min(0, changed))
    return {
      ruleId: 'rows-hidden',
      level: 'warning',
      subject,
      message: `${who} saw ${old} of ${rowsBefore} rows of ${table} before the change, and ${after === undefined ? 'is refused' : `sees ${now}`} after it.`,
      remedy: 'Make sure that the running version can do without these rows.',
    }
  return undefined
}
