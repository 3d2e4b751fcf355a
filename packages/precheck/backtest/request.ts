import type { Repository } from '@operator/git'
import type { GitHub } from '@operator/github'
import type { PrecheckRules } from '../rules.ts'

/** What is replayed: the last pull requests of a branch, under a policy. */
export interface BacktestRequest {
  readonly github: GitHub
  /** A clone with the branch's history. */
  readonly repository: Repository
  readonly branch: string
  /** How many pull requests. */
  readonly last: number
  readonly rules: PrecheckRules
  readonly policy: { readonly path: string; readonly origin: string; readonly digest: string }
  readonly version: string
  readonly now: Date
  readonly progress: (at: string) => void
}
