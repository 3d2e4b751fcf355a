import { join } from 'node:path'
import { type ActionResult, type ProcessOptions, runActionProcess } from '@operator/tooling'

/** A pull request as GitHub describes it to a workflow, in a clone at `directory`. */
export interface PullRequestRun {
  readonly tree: string
  readonly action: string
  readonly directory: string
  readonly head: string
  readonly base: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly payload?: unknown
  /** The head lives in somebody else's repository. */
  readonly fork?: boolean
  readonly visibility?: 'public' | 'private'
  readonly onOutput?: ProcessOptions['onOutput']
  /** Milliseconds; default: 120 s. */
  readonly timeout?: number
}

/** The payload of `pull_request` for #1 of octo/shop. */
export function pullRequestPayload(
  run: Pick<PullRequestRun, 'head' | 'base' | 'fork' | 'visibility'>,
): object {
  const side = (sha: string, ref: string, owner: string) => ({
    sha,
    ref,
    repo: { full_name: `${owner}/shop` },
  })
  return {
    repository: {
      id: 1,
      full_name: 'octo/shop',
      default_branch: 'main',
      private: run.visibility !== 'public',
    },
    pull_request: {
      number: 1,
      head: side(run.head, 'topic', run.fork ? 'mallory' : 'octo'),
      base: side(run.base, 'main', 'octo'),
      user: { login: 'mona' },
    },
  }
}

/** Runs a built action on a pull request, as the runner does. Without a stand-in every request of it fails at once. */
export function runOnPullRequest(run: PullRequestRun): Promise<ActionResult> {
  return runActionProcess({
    directory: join(run.tree, run.action),
    payload: run.payload === undefined ? pullRequestPayload(run) : run.payload,
    ...(run.inputs !== undefined && { inputs: run.inputs }),
    ...(run.onOutput !== undefined && { onOutput: run.onOutput }),
    timeout: run.timeout ?? 120_000,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: run.directory,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REF: 'refs/pull/1/merge',
      GITHUB_RUN_ID: '7',
      // Nobody listens there: a test never reaches the real GitHub.
      GITHUB_API_URL: 'http://127.0.0.1:9/api/v3',
      GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/api/graphql',
      GITHUB_SERVER_URL: 'http://127.0.0.1:9',
      GITHUB_WORKSPACE: run.directory,
      ...run.environment,
    },
  })
}
