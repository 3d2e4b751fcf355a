import type { RunFacts } from '@operator/evidence'
import type { Range } from '@operator/git'
import type { GitHub } from '@operator/github'
import type { Intent, PolicyEdit, Stage } from '@operator/report'
import type { RecomputedEvidence } from './recomputed-evidence.ts'
import type { PrecheckRequest } from './request.ts'
import type { PrecheckRules } from './rules.ts'

/** What the frame of an action has read, as far as precheck goes by it. */
export interface PrecheckSource {
  readonly sight: { readonly range: Range; readonly baseMeaning: string; readonly target: string }
  readonly common: {
    readonly intent: Intent
    readonly service: string
    readonly environment?: string | undefined
    readonly config: string
  }
  readonly event: {
    readonly name: string
    readonly actor?: string | undefined
    readonly stage: Stage
    readonly repository: PrecheckRequest['repository']
    readonly defaultBranch?: string | undefined
    /** The branch that a merge group is for. */
    readonly mergeInto?: string | undefined
    readonly pullRequest?:
      | { readonly number: number; readonly head: string; readonly baseBranch: string }
      | undefined
  }
  readonly directory: string
  readonly run: RunFacts | undefined
  readonly policy: PrecheckRules
  readonly effectivePolicy: { readonly digest: string; readonly edits?: readonly PolicyEdit[] | undefined }
  readonly github: GitHub | undefined
  readonly now: Date
  readonly progress: (at: string) => void
}

/** What only the action itself knows. */
export interface PrecheckOwn {
  readonly job: string | undefined
  readonly checkRun: number | undefined
  readonly operator: string | undefined
  readonly evidence?: PrecheckRequest['evidence']
  /** Evidence of what a job before the environment's approval asked. */
  readonly approvedEvidence?: string | undefined
  readonly recomputed?: RecomputedEvidence
  /** Who is named to watch the deployment. */
  readonly watcher?: string | undefined
  /** The incident that a hotfix mends, where several are open. */
  readonly incident?: number | undefined
  /** Overrides the policy's `precheck.wait`. Milliseconds. */
  readonly wait?: number | undefined
}

/** The question that an action asks. */
export function toPrecheckRequest(source: PrecheckSource, own: PrecheckOwn): PrecheckRequest {
  const { sight, common, event, policy, effectivePolicy } = source
  const { pullRequest } = event
  return {
    range: sight.range,
    baseMeaning: sight.baseMeaning,
    stage: event.stage,
    intent: common.intent,
    service: common.service,
    environment: common.environment,
    repository: event.repository,
    branch: pullRequest?.baseBranch ?? event.mergeInto ?? event.defaultBranch,
    target: sight.target,
    pullRequest: pullRequest && { number: pullRequest.number, head: pullRequest.head },
    attendance: { actor: event.actor, event: event.name, watcher: own.watcher, incident: own.incident },
    directory: source.directory,
    run: source.run,
    job: own.job,
    checkRun: own.checkRun,
    operator: own.operator,
    rules: policy,
    policy: { path: common.config, digest: effectivePolicy.digest, edits: effectivePolicy.edits ?? [] },
    evidence: own.evidence ?? { baseline: undefined, migrations: undefined },
    approvedEvidence: own.approvedEvidence,
    recomputed: own.recomputed,
    wait: own.wait ?? policy.precheck.wait,
    github: source.github,
    now: source.now,
    progress: source.progress,
  }
}
