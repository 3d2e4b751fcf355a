import { nodeId } from '../shapes/address.ts'
import { detailsUrlOf, pageOf } from '../shapes/checks.ts'
import { unstated } from '../unstated.ts'
import {
  type CheckRun,
  type CheckSuite,
  type CommitStatus,
  latestCheckRuns,
  latestStatuses,
} from '../world/checks.ts'
import { workflowId } from '../world/workflow-runs.ts'
import { branchNode } from './branch.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import { forbidden, mayRead, requireRead, type Viewer } from './context.ts'
import { deploymentNode } from './deployment.ts'
import { actorNode, appNode } from './person.ts'

/** GitHub's `StatusCheckRollup`; a commit without any check or status has none. */
export function statusRollupNode(viewer: Viewer, sha: string) {
  const { world } = viewer
  const runs = latestCheckRuns(world, sha)
  const statuses = latestStatuses(world, sha)
  if (runs.length + statuses.length === 0) return null
  const needed = unstated.rollupNodes.value
  return {
    id: nodeId('StatusCheckRollup', sha),
    state: rollupState(runs, statuses),
    contexts: (args: ConnectionArguments) => ({
      ...connection(
        [
          ...runs.map((run) => (mayRead(viewer, needed.CheckRun) ? checkRunNode(viewer, run) : forbidden())),
          ...statuses.map((status) =>
            mayRead(viewer, needed.StatusContext) ? statusContextNode(viewer, status) : forbidden(),
          ),
        ],
        args,
      ),
      checkRunCount: runs.length,
      statusContextCount: statuses.length,
    }),
  }
}

function rollupState(runs: readonly CheckRun[], statuses: readonly CommitStatus[]): string {
  const { succeeds, pends } = unstated.rollup.value
  const states = [
    ...runs.map(({ conclusion }) => {
      if (conclusion === null) return 'PENDING'
      if (succeeds.some((good) => good === conclusion)) return 'SUCCESS'
      return pends.some((open) => open === conclusion) ? 'PENDING' : 'FAILURE'
    }),
    ...statuses.map(({ state }) => state.toUpperCase()),
  ]
  return ['ERROR', 'FAILURE', 'PENDING'].find((state) => states.includes(state)) ?? 'SUCCESS'
}

/** GitHub's `CheckRun`. */
function checkRunNode(viewer: Viewer, run: CheckRun) {
  const { world } = viewer
  return {
    __typename: 'CheckRun',
    id: nodeId('CheckRun', run.id),
    databaseId: run.id,
    name: run.name,
    status: run.status.toUpperCase(),
    conclusion: run.conclusion?.toUpperCase() ?? null,
    startedAt: run.startedAt,
    completedAt: run.completedAt,
    detailsUrl: detailsUrlOf(world, run),
    title: run.output.title,
    summary: run.output.summary,
    url: pageOf(world, run),
    permalink: pageOf(world, run),
    deployment() {
      const made = world.deployments.find(({ id }) => id === run.deployment)
      return made === undefined ? null : deploymentNode(viewer, made)
    },
    checkSuite() {
      const suite = world.checkSuites.find(({ id }) => id === run.suite)
      return suite === undefined ? null : checkSuiteNode(viewer, suite)
    },
  }
}

/** GitHub's `StatusContext`. */
export function statusContextNode({ world }: Viewer, status: CommitStatus) {
  return {
    __typename: 'StatusContext',
    id: nodeId('StatusContext', status.id),
    context: status.context,
    state: status.state.toUpperCase(),
    description: status.description,
    targetUrl: status.targetUrl,
    createdAt: status.createdAt,
    creator: actorNode(world, status.creator),
  }
}

/** GitHub's `CheckSuite`. */
export function checkSuiteNode(viewer: Viewer, suite: CheckSuite) {
  const { world } = viewer
  return {
    __typename: 'CheckSuite',
    id: nodeId('CheckSuite', suite.id),
    databaseId: suite.id,
    status: suite.status.toUpperCase(),
    conclusion: suite.conclusion?.toUpperCase() ?? null,
    createdAt: suite.createdAt,
    updatedAt: suite.createdAt,
    app: () => appNode(world, suite.app),
    branch: () => branchOf(viewer, suite),
    checkRuns: (args: ConnectionArguments) =>
      connection(
        world.checkRuns.filter((run) => run.suite === suite.id).map((run) => checkRunNode(viewer, run)),
        args,
      ),
    workflowRun: () => workflowRunNode(viewer, suite),
  }
}

/** The branch that the suite's commit was pushed to, while it exists. */
function branchOf(viewer: Viewer, suite: CheckSuite) {
  const { world } = viewer
  const name = world.workflowRuns.find(({ id }) => id === suite.workflowRun)?.headBranch
  const sha = name == null ? undefined : world.git.resolve(`refs/heads/${name}`)
  return name == null || sha === undefined ? null : branchNode(viewer, name, sha)
}

/** GitHub's `WorkflowRun`, which a suite of another app has not. */
function workflowRunNode(viewer: Viewer, suite: CheckSuite) {
  const { world } = viewer
  const run = world.workflowRuns.find(({ id }) => id === suite.workflowRun)
  if (run === undefined) return null
  requireRead(viewer, 'actions')
  const url = `${world.site.serverUrl}/${world.repository.owner}/${world.repository.name}/actions/runs/${run.id}`
  const workflow = workflowId(world, run.path)
  return {
    __typename: 'WorkflowRun',
    id: nodeId('WorkflowRun', run.id),
    databaseId: run.id,
    event: run.event,
    runNumber: run.number,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
    url,
    workflow: { id: nodeId('Workflow', workflow), databaseId: workflow, name: run.name },
    file: { id: nodeId('WorkflowRunFile', run.id), path: run.path },
  }
}
