import { readFileSync } from 'node:fs'
import type { Stage } from '@operator/report'
import { z } from 'zod'
import type { Environment } from './inputs.ts'
import { UserError } from './user-error.ts'

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)

const repositoryPayload = z.object({
  id: z.number().int(),
  full_name: z.string(),
  default_branch: z.string().optional(),
  private: z.boolean().optional(),
})

const side = z.object({
  sha,
  ref: z.string(),
  repo: z.object({ full_name: z.string() }).nullable(),
})

const pullRequestPayload = z.object({
  repository: repositoryPayload,
  pull_request: z.object({
    number: z.number().int(),
    head: side,
    base: side,
    user: z.object({ login: z.string() }).nullable(),
  }),
})

const mergeGroupPayload = z.object({
  repository: repositoryPayload,
  merge_group: z.object({ head_sha: sha, base_sha: sha, base_ref: z.string(), head_ref: z.string() }),
})

const pushPayload = z.object({ repository: repositoryPayload, before: sha, after: sha, ref: z.string() })

const anyPayload = z.object({ repository: repositoryPayload.optional() })

export interface PullRequest {
  readonly number: number
  readonly head: string
  readonly base: string
  readonly baseBranch: string
  /** True when the head lives in another repository, or in one that was deleted. */
  readonly fork: boolean
  readonly author: string | undefined
}

/** How the event names the base; `resolveRange` turns it into a commit. */
export type BaseHint =
  | { readonly kind: 'merge-base'; readonly with: string; readonly branch: string }
  | { readonly kind: 'commit'; readonly oid: string; readonly meaning: string }
  | { readonly kind: 'empty-tree'; readonly meaning: string }
  | { readonly kind: 'last-deployment' }

/** What the event says; nothing in it has been checked against git yet. */
export interface EventContext {
  /** `pull_request`, `push`, …; `local` outside GitHub Actions. */
  readonly name: string
  readonly stage: Stage
  readonly repository: { readonly owner: string; readonly name: string; readonly id?: number }
  readonly defaultBranch: string | undefined
  /** Undefined when unknown; unknown counts as public where that hides more. */
  readonly private: boolean | undefined
  /** Revision to judge. */
  readonly head: string
  readonly base: BaseHint
  readonly pullRequest: PullRequest | undefined
  /** `refs/pull/N/merge` as GitHub made it for this event. */
  readonly mergeCommit: string | undefined
  readonly actor: string | undefined
  readonly run: { readonly id: number; readonly attempt: number; readonly url: string } | undefined
}

/** Reads the event as the runner describes it. Throws {@link UserError} for a missing or foreign payload. */
export function readEvent(env: Environment, stageInput: Stage | undefined): EventContext {
  if (env['GITHUB_ACTIONS'] !== 'true') return localContext(env)
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const shared = (repository: z.infer<typeof repositoryPayload> | undefined) => ({
    name,
    repository: repositoryName(repository?.full_name ?? env['GITHUB_REPOSITORY'], repository?.id),
    defaultBranch: repository?.default_branch,
    private: repository?.private,
    actor: env['GITHUB_ACTOR'],
    run: readRun(env),
  })
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review': {
      const { pull_request: pull, repository } = parse(pullRequestPayload, payload, name)
      return {
        ...shared(repository),
        stage: stageInput ?? 'pull-request',
        head: pull.head.sha,
        base: { kind: 'merge-base', with: pull.base.sha, branch: pull.base.ref },
        pullRequest: {
          number: pull.number,
          head: pull.head.sha,
          base: pull.base.sha,
          baseBranch: pull.base.ref,
          fork: pull.head.repo?.full_name !== repository.full_name,
          author: pull.user?.login,
        },
        mergeCommit: name === 'pull_request' ? env['GITHUB_SHA'] : undefined,
      }
    }
    case 'merge_group': {
      const { merge_group: group, repository } = parse(mergeGroupPayload, payload, name)
      return {
        ...shared(repository),
        stage: stageInput ?? 'merge-group',
        head: group.head_sha,
        base: { kind: 'commit', oid: group.base_sha, meaning: `the merge group's base on ${group.base_ref}` },
        pullRequest: undefined,
        mergeCommit: undefined,
      }
    }
    case 'push': {
      const push = parse(pushPayload, payload, name)
      return {
        ...shared(push.repository),
        stage: stageInput ?? 'deploy',
        head: push.after,
        base: /^0+$/.test(push.before)
          ? { kind: 'empty-tree', meaning: 'the empty tree (a new branch)' }
          : { kind: 'commit', oid: push.before, meaning: 'the commit before this push' },
        pullRequest: undefined,
        mergeCommit: undefined,
      }
    }
    default: {
      const { repository } = parse(anyPayload, payload, name)
      return {
        ...shared(repository),
        stage: stageInput ?? 'deploy',
        head: env['GITHUB_SHA'] ?? 'HEAD',
        base: { kind: 'empty-tree', meaning: 'the empty tree (a full audit)' },
        pullRequest: undefined,
        mergeCommit: undefined,
      }
    }
  }
}

/** Outside GitHub: `OPERATOR_BASE` names the revision to compare with. */
function localContext(env: Environment): EventContext {
  const base = env['OPERATOR_BASE']
  return {
    name: 'local',
    stage: 'local',
    repository: repositoryName(env['GITHUB_REPOSITORY'] ?? 'local/repository', undefined),
    defaultBranch: undefined,
    private: true,
    head: env['OPERATOR_HEAD'] ?? 'HEAD',
    base: base
      ? { kind: 'merge-base', with: base, branch: base }
      : { kind: 'empty-tree', meaning: 'the empty tree (no base was named)' },
    pullRequest: undefined,
    mergeCommit: undefined,
    actor: undefined,
    run: undefined,
  }
}

function readPayload(path: string | undefined): unknown {
  const where = 'GITHUB_EVENT_PATH'
  const remedy = 'Run this as a step of a workflow, or use `npm run operator` outside GitHub.'
  if (!path) throw new UserError([{ what: 'no event payload was given.', where, remedy }])
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new UserError([{ what: 'the event payload cannot be read as JSON.', where, remedy }], { cause })
  }
}

function parse<T>(schema: z.ZodType<T>, payload: unknown, event: string): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const missing = result.error.issues.map((issue) => issue.path.join('.') || 'payload').join(', ')
  throw new UserError([
    {
      what: `the payload is not one of the event ${JSON.stringify(event)} (missing or malformed: ${missing}).`,
      where: 'GITHUB_EVENT_PATH',
      remedy: 'Check which event triggers this workflow.',
    },
  ])
}

function repositoryName(fullName: string | undefined, id: number | undefined): EventContext['repository'] {
  const [owner = '', name = ''] = (fullName ?? '').split('/')
  if (owner === '' || name === '') {
    throw new UserError([
      { what: 'the repository is not named.', where: 'GITHUB_REPOSITORY', remedy: 'Expected owner/name.' },
    ])
  }
  return { owner, name, ...(id !== undefined && { id }) }
}

function readRun(env: Environment): EventContext['run'] {
  const id = Number(env['GITHUB_RUN_ID'])
  if (!Number.isSafeInteger(id) || id <= 0) return undefined
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  return {
    id,
    attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1,
    url: `${server}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${id}`,
  }
}
