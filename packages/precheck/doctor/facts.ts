import type { CiFacts } from '../ci/facts.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import type { Permission } from './diagnosis.ts'

/** Facts that precheck would judge, so that its checks can be tried on them. */
export interface Trial {
  /** `pull request #12`, `a deployment to production`. */
  readonly about: string
  readonly snapshot: PrecheckSnapshot
}

/** What a diagnosis rests on. */
export interface DoctorFacts {
  readonly repository: string
  /** The branch that changes are for. */
  readonly branch: string
  readonly policy: { readonly origin: string; readonly exists: boolean }
  readonly permissions: readonly Permission[]
  /** What is required on that branch, what its workflows report, and what reported on one commit. */
  readonly ci: CiFacts
  readonly trials: readonly Trial[]
  /** What could not be tried, one sentence each. */
  readonly untried: readonly string[]
}
