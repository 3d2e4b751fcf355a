import type { CheckRun, CommitStatus } from '../world/checks.ts'
import { personOf } from '../world/people.ts'
import { headOf } from '../world/pull-requests.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { appShape, personShape } from './person.ts'
import { minimalPullRequestShape } from './pull-request.ts'

/** GitHub's `check-run`. */
export function checkRunShape(world: World, run: CheckRun) {
  const suite = world.checkSuites.find(({ id }) => id === run.suite)
  const url = api(world, `/check-runs/${run.id}`)
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', run.id),
    head_sha: run.headSha,
    external_id: '',
    url,
    html_url: pageOf(world, run),
    details_url: detailsUrlOf(world, run),
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.output.title,
      summary: run.output.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: suite === undefined ? null : appShape(world, suite.app),
    pull_requests: world.pullRequests
      .filter((pull) => pull.state === 'open' && headOf(world, pull) === run.headSha)
      .map((pull) => minimalPullRequestShape(world, pull)),
  }
}

/** The page of a check run: of the job behind it, where there is one. */
export function pageOf(world: World, run: CheckRun): string {
  const suite = world.checkSuites.find(({ id }) => id === run.suite)
  const isJob = suite?.workflowRun != null
  return html(world, isJob ? `/actions/runs/${suite.workflowRun}/job/${run.id}` : `/runs/${run.id}`)
}

/** Where a check run says its details are; for a job that is its page. */
export function detailsUrlOf(world: World, run: CheckRun): string | null {
  const suite = world.checkSuites.find(({ id }) => id === run.suite)
  return run.detailsUrl ?? (suite?.workflowRun == null ? null : pageOf(world, run))
}

/** GitHub's `status`. */
export function statusShape(world: World, status: CommitStatus) {
  return { ...simpleStatusShape(world, status), creator: personShape(world, status.creator) }
}

/** GitHub's `simple-commit-status`, in the combined status. */
export function simpleStatusShape(world: World, status: CommitStatus) {
  return {
    url: api(world, `/statuses/${status.sha}`),
    avatar_url: `${world.site.serverUrl}/avatars/${personOf(world, status.creator).id}`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  }
}
