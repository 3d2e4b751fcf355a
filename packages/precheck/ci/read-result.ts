/** `stalled` is unfinished, and so old without a single job that waiting for it is no use. */
export type CheckState = 'green' | 'red' | 'pending' | 'stalled' | 'skipped' | 'unclear'

export interface Result {
  readonly state: CheckState
  /** `failure`, `in progress`, … */
  readonly says: string
}

/** What GitHub's status and conclusion of a check or of a run mean. */
export function readResult({
  status,
  conclusion,
}: {
  readonly status: string
  readonly conclusion: string | null
}): Result {
  const words = (text: string) => text.toLowerCase().replaceAll('_', ' ')
  if (status !== 'COMPLETED') return { state: 'pending', says: words(status) }
  switch (conclusion) {
    case 'SUCCESS':
    case 'NEUTRAL':
      return { state: 'green', says: words(conclusion) }
    case 'SKIPPED':
      return { state: 'skipped', says: 'skipped' }
    case 'FAILURE':
    case 'TIMED_OUT':
    case 'CANCELLED':
    case 'ACTION_REQUIRED':
    case 'STARTUP_FAILURE':
    case 'STALE':
      return { state: 'red', says: words(conclusion) }
    default:
      return { state: 'unclear', says: conclusion === null ? 'no conclusion' : words(conclusion) }
  }
}
