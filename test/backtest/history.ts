import { createWorktree, type Worktree } from '../git/worktree.ts'
import {
  addPerson,
  addPullRequest,
  addReview,
  addWorkflowRun,
  createWorld,
  mergePullRequest,
  type NewPullRequest,
  type NewWorkflowRun,
  type PullRequest,
  type StandIn,
  startGitHub,
  type World,
} from '../github/index.ts'

const ci = `on: [pull_request, push]
permissions: {}
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps: [{ run: npm run lint }]
  test:
    needs: lint
    runs-on: ubuntu-24.04
    steps: [{ run: npm test }]
`

/** A repository with merged pull requests, a clone of it, and GitHub in front. */
export interface History {
  readonly worktree: Worktree
  readonly world: World
  readonly github: StandIn
  /** Made at the end of the history, as a person's clone is. */
  clone(): Worktree
  /** One more pull request with one commit, squashed onto main. */
  merge(change: MergedChange): PullRequest
  close(): Promise<void>
}

export interface MergedChange {
  readonly title: string
  /** ISO 8601. */
  readonly at: string
  readonly files?: Readonly<Record<string, string>>
  /** Its run of ci.yml on the head; false for none. */
  readonly run?: Partial<NewWorkflowRun> | false
  /** Login of who approved it, before the merge. */
  readonly approvedBy?: string
  readonly pull?: Partial<NewPullRequest>
}

export async function startHistory(files: Readonly<Record<string, string>> = {}): Promise<History> {
  const worktree = createWorktree()
  worktree.commit({ 'README.md': '# shop\n', '.github/workflows/ci.yml': ci, ...files }, 'Before')
  const world = createWorld(
    {
      repository: { owner: 'octo', name: 'shop', git: worktree.directory },
      people: { mona: 'write', hubot: 'write' },
    },
    () => new Date('2026-11-25T10:00:00Z'),
  )
  // Every commit is hers.
  addPerson(world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  const github = await startGitHub(world)
  const clones: Worktree[] = []
  let count = 0
  return {
    worktree,
    world,
    github,
    clone() {
      const made = worktree.clone()
      clones.push(made)
      return made
    },
    merge({ title, at, files: changed, run = {}, approvedBy, pull = {} }) {
      count += 1
      const branch = `topic-${count}`
      worktree.git('checkout', '--quiet', '-b', branch, 'main')
      const head = worktree.commit(changed ?? { [`src/${branch}.ts`]: `export const n = ${count}\n` }, title)
      worktree.git('checkout', '--quiet', 'main')
      worktree.git('merge', '--quiet', '--squash', branch)
      worktree.git('commit', '--quiet', '-m', `${title} (#${count})`)
      const before = new Date(Date.parse(at) - 600_000).toISOString()
      const added = addPullRequest(world, {
        title,
        head: branch,
        headSha: head,
        author: 'mona',
        createdAt: before,
        ...pull,
      })
      if (run !== false) {
        addWorkflowRun(world, {
          workflow: 'ci.yml',
          event: 'pull_request',
          sha: head,
          branch,
          createdAt: before,
          jobs: [{ name: 'lint' }, { name: 'test' }],
          ...run,
        })
      }
      if (approvedBy !== undefined) addReview(world, added, { author: approvedBy, submittedAt: before })
      mergePullRequest(world, added, { commit: worktree.git('rev-parse', 'main'), at })
      return added
    },
    async close() {
      for (const made of clones) made.remove()
      await github.close()
      worktree.remove()
    },
  }
}
