import { join } from 'node:path'
import { beforeAll, expect } from '@jest/globals'
import { type ActionResult, runActionProcess } from '@operator/tooling'
import { releaseTree } from '../acceptance/built-tree.ts'
import { allows, problemsOfLog } from '../acceptance/clean-log.ts'
import { pullRequestPayload } from '../acceptance/pull-request-run.ts'
import { createWorktree, type Worktree } from '../git/worktree.ts'
import {
  createWorld,
  type Permissions,
  type StandIn,
  startGitHub,
  type TokenOptions,
  type World,
  type WorldDescription,
} from '../github/index.ts'

/** A repository with a change on the branch `topic`, GitHub in front of it, and Operator as it is released. */
export interface Scene {
  readonly worktree: Worktree
  readonly world: World
  readonly github: StandIn
  readonly base: string
  readonly head: string
  onPullRequest(action: string, options?: RunOptions): Promise<ActionResult>
  /** A push of the head to `main`, as before a deployment. */
  onPush(action: string, options?: RunOptions): Promise<ActionResult>
  /** A run that somebody dispatched on the branch `topic`, which is not merged. */
  onDispatch(action: string, options?: RunOptions): Promise<ActionResult>
  /** Any other event, with its payload and the variables that go with it. */
  onEvent(
    action: string,
    event: string,
    payload: object,
    variables: Readonly<Record<string, string>>,
    options?: RunOptions,
  ): Promise<ActionResult>
  close(): Promise<void>
}

interface RunOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
  readonly permissions?: Permissions
  readonly visibility?: 'public' | 'private'
  /** Whose token it is, where GitHub gives one that only reads. */
  readonly token?: Pick<TokenOptions, 'fork' | 'dependabot'>
  /** No token at all. */
  readonly anonymous?: boolean
}

export interface SceneDescription extends Omit<WorldDescription, 'repository'> {
  readonly base: Readonly<Record<string, string>>
  readonly head: Readonly<Record<string, string>>
  readonly message?: string
}

/** What the README asks for. */
const permissions: Permissions = {
  actions: 'read',
  checks: 'read',
  contents: 'read',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
}

const trees = new Map<string, Promise<string>>()

/** The release tree as it was when this file's first scene was set, so that all scenes run the same code. */
function treeOf(actions: readonly string[]): Promise<string> {
  const key = actions.join()
  const tree = trees.get(key) ?? releaseTree(actions)
  trees.set(key, tree)
  return tree
}

/** Compiles the actions before a file's first scene, which is not to wait for it. */
export function buildBeforehand(actions: readonly string[]): void {
  beforeAll(() => treeOf(actions), 900_000)
}

/** Sets the scene; `actions` are all those that the file runs. */
export async function setScene(
  actions: readonly string[],
  { base: before, head: after, message, ...description }: SceneDescription,
): Promise<Scene> {
  const tree = await treeOf(actions)
  const worktree = createWorktree()
  const base = worktree.commit(before, 'Before')
  worktree.git('update-ref', 'refs/remotes/origin/main', base)
  worktree.git('checkout', '--quiet', '-b', 'topic')
  const head = worktree.commit(after, message ?? 'A change')
  const world = createWorld({
    people: { mona: 'write', hubot: 'write' },
    ...description,
    repository: { owner: 'octo', name: 'shop', git: worktree.directory },
  })
  const github = await startGitHub(world)

  const run = (
    action: string,
    event: string,
    payload: object,
    variables: Readonly<Record<string, string>>,
    options: RunOptions,
  ) =>
    runActionProcess({
      directory: join(tree, action),
      payload,
      timeout: 240_000,
      inputs: {
        ...(options.anonymous !== true && {
          'github-token': github.mintToken({
            permissions: options.permissions ?? permissions,
            ...options.token,
          }),
        }),
        ...options.inputs,
      },
      environment: {
        PATH: process.env['PATH'] ?? '',
        HOME: worktree.directory,
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: event,
        GITHUB_REPOSITORY: 'octo/shop',
        GITHUB_REPOSITORY_ID: String(world.repository.id),
        GITHUB_RUN_ID: '7',
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/operator.yml@refs/heads/main',
        GITHUB_WORKFLOW_SHA: base,
        GITHUB_API_URL: github.apiUrl,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        GITHUB_SERVER_URL: github.serverUrl,
        GITHUB_WORKSPACE: worktree.directory,
        ...variables,
        ...options.environment,
      },
    })

  return {
    worktree,
    world,
    github,
    base,
    head,
    onPullRequest(action, options = {}) {
      const payload = pullRequestPayload({
        head,
        base,
        visibility: options.visibility ?? 'private',
        fork: options.token?.fork === true,
      })
      return run(
        action,
        'pull_request',
        payload,
        { GITHUB_REF: 'refs/pull/1/merge', GITHUB_SHA: head },
        options,
      )
    },
    onPush(action, options = {}) {
      worktree.git('update-ref', 'refs/remotes/origin/main', head)
      worktree.git('update-ref', 'refs/heads/main', head)
      const payload = {
        repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
        before: base,
        after: head,
        ref: 'refs/heads/main',
      }
      return run(action, 'push', payload, { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: head }, options)
    },
    onDispatch(action, options = {}) {
      const payload = {
        repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
        ref: 'refs/heads/topic',
        workflow: '.github/workflows/operator.yml',
      }
      const variables = { GITHUB_REF: 'refs/heads/topic', GITHUB_SHA: head }
      return run(action, 'workflow_dispatch', payload, variables, options)
    },
    onEvent: (action, event, payload, variables, options = {}) =>
      run(action, event, payload, variables, options),
    async close() {
      await github.close()
      worktree.remove()
    },
  }
}

/** The attack did not end in go, and nothing of it was obeyed, printed as ours or left behind. */
export function expectNoGo(result: ActionResult, secrets: readonly string[] = []): void {
  expect(problemsOfLog(result, secrets)).toEqual([])
  expect(['ask-human', 'incomplete', 'no-go']).toContain(result.outputs['verdict'])
  expect(allows(result)).toBe(false)
  expect(result.exitCode).toBe(1)
}
