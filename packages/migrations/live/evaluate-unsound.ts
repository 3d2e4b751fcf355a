import type { Part } from '../part.ts'
import { findingOf } from './finding.ts'
import type { LiveRead } from './snapshot.ts'

/** What is wrong in the live database whatever its migrations say; where the drift is known it says this more exactly. */
export function evaluateUnsound({ drift, unsound }: LiveRead): Part[] {
  if (drift.kind === 'compared') return []
  const findings = [
    ...unsound.invalidIndexes.map((name) =>
      findingOf({
        ruleId: 'invalid-index',
        level: 'error',
        message: `The index ${name} is invalid: its build failed half-way, and no query uses it.`,
        remedy: 'Drop it with DROP INDEX CONCURRENTLY, then build it again.',
        subject: name,
      }),
    ),
    ...unsound.idlePolicies.map((table) =>
      findingOf({
        ruleId: 'row-security-off',
        level: 'error',
        message: `The table ${table} has policies, and row-level security is off: none of them is in force.`,
        remedy: 'Enable it with ALTER TABLE … ENABLE ROW LEVEL SECURITY, in a migration.',
        subject: table,
      }),
    ),
    ...unsound.unvalidatedConstraints.map((name) =>
      findingOf({
        ruleId: 'unvalidated-constraint',
        level: 'warning',
        message: `The constraint ${name} is not validated: old rows may break it.`,
        remedy: 'Run ALTER TABLE … VALIDATE CONSTRAINT in a migration of its own.',
        subject: name,
      }),
    ),
  ]
  const [first] = findings
  if (first === undefined) return []
  return [
    {
      status: first.level === 'error' ? 'fail' : 'ask',
      code: first.ruleId,
      message: first.message,
      findings,
      next: first.remedy,
    },
  ]
}
