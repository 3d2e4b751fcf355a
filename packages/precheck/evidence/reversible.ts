import type { OtherAnswer } from './judge-evidence.ts'

/** True only when migration-guard's believed answer says that every migration can be taken back, or that there is none. */
export function isReversible(answer: OtherAnswer): boolean {
  if (answer.kind !== 'answered') return false
  const rollback = answer.checks.find(({ id }) => id === 'migration-guard/rollback')
  return rollback?.status === 'pass' || rollback?.status === 'not-applicable'
}
