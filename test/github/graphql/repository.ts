import { nodeId } from '../shapes/address.ts'
import { rulesFor } from '../world/branches.ts'
import { environmentOf } from '../world/deployments.ts'
import { labelOf } from '../world/issues.ts'
import { personOf } from '../world/people.ts'
import type { PullRequest } from '../world/pull-requests.ts'
import { branchNode, refNode } from './branch.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import { requireRead, type Viewer } from './context.ts'
import { deploymentNode, environmentNode } from './deployment.ts'
import { issueNode, labelNode } from './issue.ts'
import { queueEntryNode } from './merge-queue.ts'
import { objectNode } from './object.ts'
import { pullRequestNode } from './pull-request.ts'

/** GitHub's `Repository`. */
export function repositoryNode(viewer: Viewer) {
  const { world } = viewer
  const { repository, git } = world
  return {
    __typename: 'Repository',
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: `${repository.owner}/${repository.name}`,
    isPrivate: repository.isPrivate,
    isFork: false,
    url: `${world.site.serverUrl}/${repository.owner}/${repository.name}`,
    viewerPermission: () => viewerPermission(viewer),
    defaultBranchRef: () => {
      const sha = git.resolve(`refs/heads/${repository.defaultBranch}`)
      return sha === undefined ? null : branchNode(viewer, repository.defaultBranch, sha)
    },
    ref({ qualifiedName }: { readonly qualifiedName: string }) {
      requireRead(viewer, 'contents')
      const name = qualifiedName.replace(/^refs\/heads\//, '')
      const sha = git.resolve(`refs/heads/${name}`)
      return sha === undefined ? null : branchNode(viewer, name, sha)
    },
    refs({ refPrefix, query, ...args }: ConnectionArguments & RefArguments) {
      requireRead(viewer, 'contents')
      const found = git
        .refs(refPrefix)
        .map(({ name, sha }) => ({ name: name.slice(refPrefix.length), sha }))
        .filter(({ name }) => query == null || name.toLowerCase().includes(query.toLowerCase()))
      return connection(
        found.map(({ name, sha }) => refNode(viewer, refPrefix, name, sha)),
        args,
      )
    },
    object({ oid, expression }: { readonly oid?: string; readonly expression?: string }) {
      requireRead(viewer, 'contents')
      return objectNode(viewer, oid ?? expression ?? '')
    },
    pullRequest({ number }: { readonly number: number }) {
      requireRead(viewer, 'pull-requests')
      const pull = world.pullRequests.find((candidate) => candidate.number === number)
      return pull === undefined ? null : pullRequestNode(viewer, pull)
    },
    pullRequests(args: ConnectionArguments & PullRequestsArguments) {
      requireRead(viewer, 'pull-requests')
      const pulls = world.pullRequests
        .filter((pull) => args.baseRefName == null || pull.baseRef === args.baseRefName)
        .filter((pull) => args.states == null || args.states.includes(stateOf(pull)))
      const sorted =
        args.orderBy?.field === 'UPDATED_AT' ? byUpdate(pulls, args.orderBy) : ordered(pulls, args.orderBy)
      return connection(
        sorted.map((pull) => pullRequestNode(viewer, pull)),
        args,
      )
    },
    issueOrPullRequest({ number }: { readonly number: number }) {
      const pull = world.pullRequests.find((candidate) => candidate.number === number)
      requireRead(viewer, pull === undefined ? 'issues' : 'pull-requests')
      if (pull !== undefined) return pullRequestNode(viewer, pull)
      const issue = world.issues.find((candidate) => candidate.number === number)
      return issue === undefined ? null : issueNode(viewer, issue)
    },
    deployments(args: ConnectionArguments & DeploymentArguments) {
      requireRead(viewer, 'deployments')
      const wanted = args.environments?.map((name) => name.toLowerCase())
      const deployments = world.deployments.filter(
        ({ environment }) => wanted == null || wanted.includes(environment.toLowerCase()),
      )
      return connection(
        ordered(deployments, args.orderBy).map((deployment) => deploymentNode(viewer, deployment)),
        args,
      )
    },
    issues(args: ConnectionArguments & IssueArguments) {
      requireRead(viewer, 'issues')
      const labels = args.labels?.map((name) => name.toLowerCase())
      const issues = world.issues
        .filter(
          ({ state }) => args.states == null || args.states.some((wanted) => wanted.toLowerCase() === state),
        )
        .filter((issue) => labels == null || issue.labels.some((name) => labels.includes(name.toLowerCase())))
      return connection(
        ordered(issues, args.orderBy).map((issue) => issueNode(viewer, issue)),
        args,
      )
    },
    environments(args: ConnectionArguments) {
      requireRead(viewer, 'actions')
      return connection(
        world.environments.map((environment) => environmentNode(environment)),
        args,
      )
    },
    environment({ name }: { readonly name: string }) {
      requireRead(viewer, 'actions')
      const environment = environmentOf(world, name)
      return environment === undefined ? null : environmentNode(environment)
    },
    label({ name }: { readonly name: string }) {
      const known = world.labels.some((label) => label.name === name)
      return known ? labelNode(labelOf(world, name)) : null
    },
    mergeQueue({ branch }: { readonly branch?: string | null }) {
      requireRead(viewer, 'pull-requests')
      const name = branch ?? repository.defaultBranch
      const hasQueue = rulesFor(world, name).some(({ rule }) => rule.type === 'merge_queue')
      const entries = world.branches.queue.filter((entry) => entry.branch === name)
      if (!hasQueue && entries.length === 0) return null
      return {
        entries: (args: ConnectionArguments) =>
          connection(
            entries.map((entry, index) => queueEntryNode(viewer, entry, index + 1)),
            args,
          ),
      }
    },
  }
}

interface RefArguments {
  readonly refPrefix: string
  readonly query?: string | null
}

interface Order {
  readonly direction: 'ASC' | 'DESC'
  readonly field?: string
}

interface PullRequestsArguments {
  readonly states?: readonly string[] | null
  readonly baseRefName?: string | null
  readonly orderBy?: Order | null
}

function stateOf({ mergedAt, state }: PullRequest): string {
  return mergedAt === null ? state.toUpperCase() : 'MERGED'
}

function byUpdate(pulls: readonly PullRequest[], order: Order): readonly PullRequest[] {
  const updated = pulls.map((pull) => ({ ...pull, createdAt: pull.updatedAt, pull }))
  return ordered(updated, order).map(({ pull }) => pull)
}

interface DeploymentArguments {
  readonly environments?: readonly string[] | null
  readonly orderBy?: Order | null
}

interface IssueArguments {
  readonly states?: readonly string[] | null
  readonly labels?: readonly string[] | null
  readonly orderBy?: Order | null
}

/** Ids grow with time, so that two of the same second keep their order. */
function ordered<T extends { readonly id: number; readonly createdAt: string }>(
  items: readonly T[],
  order: Order | null | undefined,
): readonly T[] {
  const oldestFirst = items.toSorted(
    (a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.id - b.id,
  )
  return order?.direction === 'DESC' ? oldestFirst.toReversed() : oldestFirst
}

function viewerPermission({ world, token }: Viewer): string | null {
  if (token.app !== null) return token.permissions.get('contents') === 'write' ? 'WRITE' : 'READ'
  const { permission } = personOf(world, token.actor)
  return permission === 'none' ? null : permission.toUpperCase()
}
