import type { WatchState } from '../state.ts'

/** What is left to do once it is proven that the deployment broke something: it depends on how far the rollback came. */
export function nextAfterRegression({ rollback }: Pick<WatchState, 'rollback'>): string {
  switch (rollback.step) {
    case 'proven':
      return 'The deployment was rolled back: find the cause in the logs, and write the post-mortem.'
    case 'unproven':
    case 'by-hand':
      return rollback.next
    case 'idle':
    case 'reporting':
    case 'locking':
      return 'Roll back, then look for the cause in the logs.'
    case 'dispatching':
    case 'running':
    case 'verifying':
      return 'A rollback was begun and its end was not seen: check which version is live before you roll back again.'
  }
}
