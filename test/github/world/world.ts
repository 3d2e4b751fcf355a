import type { Branches } from './branches.ts'
import type { CheckRun, CheckSuite, CommitStatus } from './checks.ts'
import type { Deployment, Environment } from './deployments.ts'
import type { GitStore } from './git.ts'
import type { Comment, Issue, Label } from './issues.ts'
import type { App, Person } from './people.ts'
import type { PullRequest } from './pull-requests.ts'
import type { Kept } from './variables.ts'
import type { Artifact, Dispatch, WorkflowRun } from './workflow-runs.ts'

export interface Repository {
  readonly id: number
  readonly owner: string
  readonly name: string
  /** A public repository answers much to a token without permissions. */
  readonly isPrivate: boolean
  readonly defaultBranch: string
  readonly ownerType: 'User' | 'Organization'
}

/** One repository on GitHub and everything GitHub knows about it. Filled through the `add…` functions, changed by requests. */
export interface World {
  readonly repository: Repository
  readonly git: GitStore
  readonly now: () => Date
  /** The next database id; ids grow with time, as GitHub's do. */
  readonly nextId: () => number
  /** Issues and pull requests share their numbers. */
  readonly nextNumber: () => number
  readonly people: Map<string, Person>
  readonly apps: Map<string, App>
  readonly labels: Label[]
  readonly issues: Issue[]
  /** Of issues and of pull requests. */
  readonly comments: Comment[]
  readonly pullRequests: PullRequest[]
  readonly checkSuites: CheckSuite[]
  readonly checkRuns: CheckRun[]
  readonly statuses: CommitStatus[]
  /** Commits that GitHub made and signed: merges, and edits on the web site. */
  readonly signedByGitHub: Set<string>
  readonly workflowRuns: WorkflowRun[]
  readonly artifacts: Artifact[]
  readonly environments: Environment[]
  readonly deployments: Deployment[]
  /** Variables and secrets of GitHub Actions. */
  readonly kept: Kept[]
  readonly branches: Branches
  /** Every workflow dispatch that was accepted. */
  readonly dispatches: Dispatch[]
  /** Called after a dispatch was accepted; a test plays the workflow's run here. */
  readonly dispatchListeners: ((dispatch: Dispatch) => void | Promise<void>)[]
  /** Tells the listeners, after the answer has gone out. */
  dispatched: (dispatch: Dispatch) => void
  /** Where the stand-in listens; addresses in answers begin with these. */
  site: { apiUrl: string; serverUrl: string; storageUrl: string }
}

export function timestamp(world: World, given?: string): string {
  return new Date(given ?? world.now()).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** The commit behind a ref or object name; a test that names one that does not exist has made a mistake. */
export function commitOf(world: World, revision: string): string {
  const sha = world.git.resolve(revision)
  if (sha === undefined) throw new Error(`There is no commit ${revision} in ${world.git.directory}.`)
  return sha
}
