import type { Stage } from '@operator/report'
import type { z } from 'zod'
import type { BaseHint, EventContext } from './event-context.ts'
import type { Environment } from './inputs.ts'
import {
  anyPayload,
  mergeGroupPayload,
  parsePayload,
  pullRequestPayload,
  pushPayload,
  readPayload,
  type repositoryPayload,
  workflowRunPayload,
} from './payload.ts'
import { UserError } from './user-error.ts'

/** Reads the event as the runner describes it. Throws {@link UserError} for a missing or foreign payload. */
export function readEvent(env: Environment, stageInput: Stage | undefined): EventContext {
  if (env['GITHUB_ACTIONS'] !== 'true') return localContext(env)
  const name = env['GITHUB_EVENT_NAME'] ?? ''
  if (name === '') {
    const remedy = 'Run this as a step of a workflow.'
    throw new UserError([{ what: 'the event is not named.', where: 'GITHUB_EVENT_NAME', remedy }])
  }
  const payload = readPayload(env['GITHUB_EVENT_PATH'])
  const context = contextOf(name, payload, env)
  return stageInput === undefined ? context : { ...context, stage: stageInput }
}

function contextOf(name: string, payload: unknown, env: Environment): EventContext {
  switch (name) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
    case 'pull_request_review_comment':
      return pullRequestContext(name, payload, env)
    case 'merge_group': {
      const { merge_group: group, repository } = parsePayload(mergeGroupPayload, payload, name)
      return {
        ...shared(name, repository, env),
        stage: 'merge-group',
        head: group.head_sha,
        mergeInto: group.base_ref.replace(/^refs\/heads\//, ''),
        base: { kind: 'commit', oid: group.base_sha, meaning: `the merge group's base on ${group.base_ref}` },
      }
    }
    case 'push': {
      const push = parsePayload(pushPayload, payload, name)
      return {
        ...shared(name, push.repository, env),
        stage: 'deploy',
        // `after` of an annotated tag is the tag's own object.
        head: env['GITHUB_SHA'] ?? push.after,
        base: baseOfPush(push),
      }
    }
    case 'workflow_run': {
      // GITHUB_SHA is the default branch's tip here, whatever the finished run was about.
      const { repository, workflow_run: run } = parsePayload(workflowRunPayload, payload, name)
      return {
        ...shared(name, repository, env),
        stage: 'deploy',
        head: run.head_sha,
        base: fullAudit,
      }
    }
    default: {
      const { repository } = parsePayload(anyPayload, payload, name)
      return {
        ...shared(name, repository, env),
        stage: 'deploy',
        head: env['GITHUB_SHA'] ?? 'HEAD',
        base: fullAudit,
      }
    }
  }
}

const fullAudit: BaseHint = { kind: 'empty-tree', meaning: 'the empty tree (a full audit)' }

function pullRequestContext(name: string, payload: unknown, env: Environment): EventContext {
  const { pull_request: pull, repository } = parsePayload(pullRequestPayload, payload, name)
  const mergeCommit = name === 'pull_request_target' ? undefined : env['GITHUB_SHA']
  return {
    ...shared(name, repository, env),
    stage: 'pull-request',
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
    ...(mergeCommit !== undefined && { mergeCommit }),
  }
}

function baseOfPush({ before, after, ref, forced, repository }: z.infer<typeof pushPayload>): BaseHint {
  if (isNull(after)) {
    throw new UserError([
      {
        what: `this push deleted ${JSON.stringify(ref)}, so there is nothing to judge.`,
        where: 'GITHUB_EVENT_PATH',
        remedy: 'Run on pushes that leave a commit.',
      },
    ])
  }
  if (!isNull(before)) {
    return {
      kind: 'commit',
      oid: before,
      meaning: 'the commit before this push',
      ...(forced && { otherwise: 'the commit before this force-push is gone' }),
    }
  }
  const branch = repository.default_branch
  if (branch === undefined || !ref.startsWith('refs/heads/') || ref === `refs/heads/${branch}`) {
    return { kind: 'empty-tree', meaning: `the empty tree (${JSON.stringify(ref)} is new)` }
  }
  return {
    kind: 'merge-base',
    with: `refs/remotes/origin/${branch}`,
    branch,
    otherwise: `a new branch, and ${branch} is not in this clone`,
  }
}

const isNull = (oid: string) => /^0+$/.test(oid)

/** Outside GitHub: `OPERATOR_BASE` names the revision to compare with. */
function localContext(env: Environment): EventContext {
  const base = env['OPERATOR_BASE']
  return {
    name: 'local',
    stage: 'local',
    repository: repositoryName(env['GITHUB_REPOSITORY'] ?? 'local/repository', undefined),
    private: true,
    head: env['OPERATOR_HEAD'] ?? 'HEAD',
    base: base
      ? { kind: 'merge-base', with: base, branch: base }
      : { kind: 'empty-tree', meaning: 'the empty tree (no base was named)' },
  }
}

function shared(
  name: string,
  repository: z.infer<typeof repositoryPayload> | undefined,
  env: Environment,
): Pick<EventContext, 'name' | 'repository' | 'defaultBranch' | 'private' | 'ref' | 'sha' | 'actor' | 'run'> {
  const here = env['GITHUB_REPOSITORY']
  if (repository !== undefined && here && repository.full_name.toLowerCase() !== here.toLowerCase()) {
    throw new UserError([
      {
        what: `the payload is about ${JSON.stringify(repository.full_name)}, not about ${JSON.stringify(here)}.`,
        where: 'GITHUB_EVENT_PATH',
        remedy: 'Run this as a step of a workflow of that repository.',
      },
    ])
  }
  return {
    name,
    repository: repositoryName(repository?.full_name ?? here, repository?.id),
    // The payload of a schedule need not name the repository, but its branch is the default one.
    defaultBranch:
      repository?.default_branch ?? (name === 'schedule' ? branchOf(env['GITHUB_REF']) : undefined),
    private: repository?.private,
    ref: env['GITHUB_REF'],
    sha: env['GITHUB_SHA'],
    actor: env['GITHUB_ACTOR'],
    run: readRun(env),
  }
}

function branchOf(ref: string | undefined): string | undefined {
  return ref?.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}

function repositoryName(fullName: string | undefined, id: number | undefined): EventContext['repository'] {
  const [owner = '', name = '', ...rest] = (fullName ?? '').split('/')
  if (owner === '' || name === '' || rest.length > 0) {
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
