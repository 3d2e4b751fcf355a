import type { RunFacts } from '@operator/evidence'
import type { Range } from '@operator/git'
import type { GitHub } from '@operator/github'
import type { Intent, PolicyEdit, Stage } from '@operator/report'
import type { RecomputedEvidence } from './recomputed-evidence.ts'
import type { PrecheckRules } from './rules.ts'

/** What is asked: may this range be deployed there, for this reason? */
export interface PrecheckRequest {
  readonly range: Range
  /** What the range's base is, in words. */
  readonly baseMeaning: string
  readonly stage: Stage
  readonly intent: Intent
  readonly service: string
  readonly environment: string | undefined
  readonly repository: { readonly owner: string; readonly name: string; readonly id?: number | undefined }
  /** The branch that the change is for: a pull request's or a merge group's target, else the default branch. */
  readonly branch: string | undefined
  /** Tip of that branch, where the clone has it. */
  readonly target: string | undefined
  readonly pullRequest: { readonly number: number; readonly head: string } | undefined
  /** Who began this, by which event, and who is named to watch. */
  readonly attendance: {
    readonly actor: string | undefined
    readonly event: string
    readonly watcher: string | undefined
    /** The incident that a hotfix mends. */
    readonly incident: number | undefined
  }
  /** Absolute path of the working directory. */
  readonly directory: string
  /** The run that this is a job of. */
  readonly run: RunFacts | undefined
  /** The job's id in its workflow, and its check run where the server tells it. */
  readonly job: string | undefined
  readonly checkRun: number | undefined
  /** The repository that this action comes from; undefined for a local action. */
  readonly operator: string | undefined
  readonly rules: PrecheckRules
  readonly policy: {
    readonly path: string
    readonly digest: string
    readonly edits: readonly PolicyEdit[]
  }
  /** Evidence as handed over, not yet believed. */
  readonly evidence: { readonly baseline: string | undefined; readonly migrations: string | undefined }
  /** Evidence of what a job before the environment's approval asked, in this run. */
  readonly approvedEvidence: string | undefined
  /** The answers of the two other actions, where this process has them. */
  readonly recomputed: RecomputedEvidence | undefined
  /** How long to wait for unfinished checks. Milliseconds. */
  readonly wait: number
  /** Undefined without a token. */
  readonly github: GitHub | undefined
  readonly now: Date
  readonly progress: (at: string) => void
}
