import type { Signature } from '../world/git.ts'
import { personByEmail } from '../world/people.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { personShape } from './person.ts'

/** GitHub's `commit`. */
export function commitShape(world: World, sha: string) {
  const commit = world.git.commit(sha)
  return {
    sha,
    node_id: nodeId('Commit', sha),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: api(world, `/git/trees/${commit.tree}`) },
      url: api(world, `/git/commits/${sha}`),
      comment_count: 0,
      verification: verificationShape(world, sha),
    },
    url: api(world, `/commits/${sha}`),
    html_url: html(world, `/commit/${sha}`),
    comments_url: api(world, `/commits/${sha}/comments`),
    author: userBehind(world, commit.author),
    committer: userBehind(world, commit.committer),
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: api(world, `/commits/${parent}`),
      html_url: html(world, `/commit/${parent}`),
    })),
  }
}

function verificationShape(world: World, sha: string) {
  const isSigned = world.signedByGitHub.has(sha)
  return {
    verified: isSigned,
    reason: isSigned ? 'valid' : 'unsigned',
    signature: isSigned ? '' : null,
    payload: isSigned ? '' : null,
    verified_at: isSigned ? world.git.commit(sha).committer.date : null,
  }
}

/** GitHub's `simple-commit`. */
export function simpleCommitShape(world: World, sha: string) {
  const { tree, message, author, committer } = world.git.commit(sha)
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  }
}

function userBehind(world: World, signature: Signature) {
  const person = personByEmail(world, signature.email)
  return person === undefined ? null : personShape(world, person.login)
}
