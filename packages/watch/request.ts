import type { Repository } from '@operator/git'
import type { GitHub } from '@operator/github'
import type { IncidentPolicy } from '@operator/incident/policy'
import type { CheckId, Intent, Mode } from '@operator/report'
import type { WatchPolicy } from './policy.ts'
import type { WatchTargets } from './resolve-targets.ts'

/** What is to be watched, and what the watch may use. */
export interface WatchRequest {
  readonly service: string
  readonly environment: string | undefined
  readonly targets: WatchTargets
  readonly policy: WatchPolicy
  readonly incident: IncidentPolicy
  readonly mode: Mode
  readonly intent: Intent
  /** Checks that make the verdict. */
  readonly enforced: readonly CheckId[]
  /** Milliseconds. */
  readonly duration: number
  readonly interval: number
  /** The version that must be served; undefined: the deployed commit. */
  readonly version: string | undefined
  /** Id of the deployment under watch, where it was named. */
  readonly deployment: number | undefined
  readonly about: WatchSubject
  /** The branch that the rollback workflow is dispatched on. */
  readonly branch: string | undefined
  /** The clone, where there is one. */
  readonly repository: Repository | undefined
  /** Undefined without a token. */
  readonly github: GitHub | undefined
  /** Finds what was live before a commit, among deployments that count; a sentence when it cannot be determined. */
  readonly findLastGood: (environment: string, before: string) => Promise<LastGood>
  readonly runUrl: string | undefined
  readonly userAgent: string
  readonly now: Date
  /** Aborted when the job is cancelled. */
  readonly stop: AbortSignal
  /** Prints a line of progress. */
  readonly say: (text: string) => void
}

/** What is watched: the deployment of a commit, whatever was deployed last (a scheduled run), or just what answers. */
export type WatchSubject =
  | { readonly kind: 'commit'; readonly commit: string }
  | { readonly kind: 'latest' }
  | { readonly kind: 'address' }

export type LastGood =
  | { readonly kind: 'commit'; readonly sha: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'undetermined'; readonly why: string }
