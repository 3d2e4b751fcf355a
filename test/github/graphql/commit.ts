import { nodeId } from '../shapes/address.ts'
import { suitesOf } from '../world/checks.ts'
import type { Signature } from '../world/git.ts'
import { personByEmail } from '../world/people.ts'
import { pullRequestsWith } from '../world/pull-requests.ts'
import { checkSuiteNode, statusContextNode, statusRollupNode } from './checks.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import { forbidden, mayRead, requireRead, type Viewer } from './context.ts'
import { objectNode } from './object.ts'
import { actorNode } from './person.ts'
import { pullRequestNode } from './pull-request.ts'

/** GitHub's `Commit`. */
export function commitNode(viewer: Viewer, sha: string) {
  const { world } = viewer
  const commit = world.git.commit(sha)
  const [headline = ''] = commit.message.split('\n')
  return {
    __typename: 'Commit',
    id: nodeId('Commit', sha),
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: commit.message,
    messageHeadline: headline,
    messageBody: commit.message.slice(headline.length).trim(),
    authoredDate: commit.author.date,
    committedDate: commit.committer.date,
    url: `${world.site.serverUrl}/${world.repository.owner}/${world.repository.name}/commit/${sha}`,
    author: gitActor(viewer, commit.author),
    committer: gitActor(viewer, commit.committer),
    authors: (args: ConnectionArguments) =>
      connection(
        [commit.author, ...coAuthors(commit.message, commit.author.date)].map((author) =>
          gitActor(viewer, author),
        ),
        args,
      ),
    tree: { __typename: 'Tree', id: nodeId('Tree', commit.tree), oid: commit.tree },
    signature: () => (world.signedByGitHub.has(sha) ? signatureNode() : null),
    parents: (args: ConnectionArguments) =>
      connection(
        commit.parents.map((parent) => commitNode(viewer, parent)),
        args,
      ),
    statusCheckRollup() {
      if (!mayRead(viewer, 'checks') && !mayRead(viewer, 'statuses')) throw forbidden()
      return statusRollupNode(viewer, sha)
    },
    status() {
      requireRead(viewer, 'statuses')
      const own = world.statuses.filter((status) => status.sha === sha)
      return own.length === 0 ? null : { contexts: own.map((status) => statusContextNode(viewer, status)) }
    },
    checkSuites(args: ConnectionArguments) {
      requireRead(viewer, 'checks')
      return connection(
        suitesOf(world, sha).map((suite) => checkSuiteNode(viewer, suite)),
        args,
      )
    },
    associatedPullRequests(args: ConnectionArguments) {
      requireRead(viewer, 'pull-requests')
      const pulls = pullRequestsWith(world, sha).toSorted((a, b) => b.id - a.id)
      return connection(
        pulls.map((pull) => pullRequestNode(viewer, pull)),
        args,
      )
    },
    file({ path }: { readonly path: string }) {
      requireRead(viewer, 'contents')
      const entry = world.git.entry(sha, path)
      if (entry === undefined) return null
      return {
        __typename: 'TreeEntry',
        name: path.slice(path.lastIndexOf('/') + 1),
        path,
        oid: entry.sha,
        type: entry.type,
        object: () => objectNode(viewer, `${sha}:${path}`),
      }
    },
    history: (args: ConnectionArguments) =>
      lazyConnection(world.git.history(sha), args, (ancestor) => commitNode(viewer, ancestor)),
  }
}

/** Like {@link connection}, for lists that are too long to build every node of. */
function lazyConnection<T>(keys: readonly string[], args: ConnectionArguments, toNode: (key: string) => T) {
  const { nodes, edges, ...rest } = connection(keys, args)
  return {
    ...rest,
    nodes: nodes.map(toNode),
    edges: edges.map(({ node, cursor }) => ({ node: toNode(node), cursor })),
  }
}

/** GitHub's signature on a commit that it made itself. */
function signatureNode() {
  return {
    __typename: 'GpgSignature',
    email: 'noreply@github.com',
    isValid: true,
    keyId: 'B5690EEEBB952194',
    payload: '',
    signature: '',
    state: 'VALID',
    wasSignedByGitHub: true,
  }
}

/** GitHub's `GitActor`. */
function gitActor({ world }: Viewer, signature: Signature) {
  const person = personByEmail(world, signature.email)
  return {
    name: signature.name,
    email: signature.email,
    date: signature.date,
    user: person === undefined || person.type !== 'User' ? null : actorNode(world, person.login),
  }
}

function coAuthors(message: string, date: string): readonly Signature[] {
  return [...message.matchAll(/^Co-authored-by: (.+) <([^>]+)>$/gim)].map(([, name = '', email = '']) => ({
    name,
    email,
    date,
  }))
}
