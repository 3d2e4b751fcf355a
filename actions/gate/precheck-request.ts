import type { SeenRequest } from '@operator/host'
import type { PrecheckRequest } from '@operator/precheck'

/** What precheck is asked here: nothing that was handed over, since the two other actions are run in this same process. */
export function toPrecheckRequest(request: SeenRequest<Record<never, never>>): PrecheckRequest {
  const { sight, common, event, run, policy, effectivePolicy, github, now, progress } = request
  const { pullRequest } = event
  return {
    range: sight.range,
    baseMeaning: sight.baseMeaning,
    stage: event.stage,
    intent: common.intent,
    service: common.service,
    environment: common.environment,
    repository: event.repository,
    branch: pullRequest?.baseBranch ?? event.defaultBranch,
    target: sight.target,
    pullRequest: pullRequest && { number: pullRequest.number, head: pullRequest.head },
    run,
    job: process.env['GITHUB_JOB'],
    checkRun: undefined,
    operator: process.env['GITHUB_ACTION_REPOSITORY'] || undefined,
    rules: policy,
    policy: {
      path: common.config,
      digest: effectivePolicy.digest,
      edits: effectivePolicy.edits ?? [],
    },
    evidence: { baseline: undefined, migrations: undefined },
    wait: policy.precheck.wait,
    github,
    now,
    progress,
  }
}
