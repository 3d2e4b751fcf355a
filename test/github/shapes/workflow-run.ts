import { headOf } from '../world/pull-requests.ts'
import { type Artifact, type Job, type WorkflowRun, workflowId } from '../world/workflow-runs.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { simpleCommitShape } from './commit.ts'
import { personShape } from './person.ts'
import { minimalPullRequestShape } from './pull-request.ts'
import { minimalRepositoryShape } from './repository.ts'

/** GitHub's `workflow-run`. */
export function workflowRunShape(world: World, run: WorkflowRun) {
  const url = api(world, `/actions/runs/${run.id}`)
  const workflow = workflowId(world, run.path)
  const actor = personShape(world, run.actor)
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    check_suite_id: run.suite,
    check_suite_node_id: nodeId('CheckSuite', run.suite),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    display_title: run.title,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflow,
    url,
    html_url: html(world, `/actions/runs/${run.id}`),
    pull_requests: world.pullRequests
      .filter((pull) => run.pullRequests.includes(pull.number) && headOf(world, pull) === run.headSha)
      .map((pull) => minimalPullRequestShape(world, pull)),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor,
    triggering_actor: actor,
    run_started_at: run.createdAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: api(world, `/check-suites/${run.suite}`),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: api(world, `/actions/workflows/${workflow}`),
    head_commit: simpleCommitShape(world, run.headSha),
    repository: minimalRepositoryShape(world),
    head_repository: minimalRepositoryShape(world),
  }
}

/** GitHub's `job`. */
export function jobShape(world: World, run: WorkflowRun, job: Job) {
  return {
    id: job.id,
    run_id: run.id,
    run_url: api(world, `/actions/runs/${run.id}`),
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run.headSha,
    url: api(world, `/actions/jobs/${job.id}`),
    html_url: html(world, `/actions/runs/${run.id}/job/${job.id}`),
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: [],
    check_run_url: api(world, `/check-runs/${job.id}`),
    labels: ['ubuntu-latest'],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
    workflow_name: run.name,
    head_branch: run.headBranch,
  }
}

/** GitHub's `artifact`. */
export function artifactShape(world: World, run: WorkflowRun, artifact: Artifact) {
  const url = api(world, `/actions/artifacts/${artifact.id}`)
  return {
    id: artifact.id,
    node_id: nodeId('Artifact', artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifact.expired,
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: new Date(Date.parse(artifact.createdAt) + 90 * 86_400_000).toISOString(),
    workflow_run: {
      id: run.id,
      repository_id: world.repository.id,
      head_repository_id: world.repository.id,
      head_branch: run.headBranch ?? '',
      head_sha: run.headSha,
    },
  }
}
