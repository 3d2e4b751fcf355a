import { baseOf, commitOf, headOf, type PullRequest, type World } from '../github/index.ts'

/** What makes GitHub start a workflow, as the runner hands it to jobs. */
export interface Event {
  readonly name: 'pull_request' | 'merge_group' | 'push' | 'workflow_dispatch' | 'schedule'
  readonly payload: Readonly<Record<string, unknown>>
  /** `GITHUB_SHA`. */
  readonly sha: string
  /** `GITHUB_REF`. */
  readonly ref: string
  readonly actor: string
  /** The commit whose checks the run's jobs are. */
  readonly headSha: string
}

/** Needs `refs/pull/<number>/merge` in the repository. */
export function pullRequestEvent(world: World, pull: PullRequest): Event {
  const ref = `refs/pull/${pull.number}/merge`
  const headSha = headOf(world, pull)
  const repository = repositoryOf(world)
  const side = (name: string, sha: string, fullName: string) => ({
    ref: name,
    sha,
    repo: { full_name: fullName },
  })
  return {
    name: 'pull_request',
    sha: commitOf(world, ref),
    ref,
    actor: pull.author,
    headSha,
    payload: {
      action: 'synchronize',
      number: pull.number,
      repository,
      sender: { login: pull.author },
      pull_request: {
        number: pull.number,
        title: pull.title,
        draft: pull.isDraft,
        user: { login: pull.author },
        head: side(pull.headRef, headSha, pull.fork ?? repository.full_name),
        base: side(pull.baseRef, baseOf(world, pull), repository.full_name),
      },
    },
  }
}

/** `head` is the commit that the merge queue made on top of `base`. */
export function mergeGroupEvent(world: World, ref: string, base: string, actor: string): Event {
  const head = commitOf(world, ref)
  return {
    name: 'merge_group',
    sha: head,
    ref,
    actor,
    headSha: head,
    payload: {
      action: 'checks_requested',
      repository: repositoryOf(world),
      sender: { login: actor },
      merge_group: {
        head_sha: head,
        head_ref: ref,
        base_sha: base,
        base_ref: `refs/heads/${world.repository.defaultBranch}`,
      },
    },
  }
}

export function pushEvent(world: World, before: string, after: string, actor: string): Event {
  const ref = `refs/heads/${world.repository.defaultBranch}`
  return {
    name: 'push',
    sha: after,
    ref,
    actor,
    headSha: after,
    payload: {
      ref,
      before,
      after,
      deleted: false,
      repository: repositoryOf(world),
      sender: { login: actor },
    },
  }
}

export function dispatchEvent(world: World, inputs: Readonly<Record<string, string>>, actor: string): Event {
  return {
    ...onDefaultBranch(world, actor),
    name: 'workflow_dispatch',
    payload: { ...defaultPayload(world, actor), inputs },
  }
}

export function scheduleEvent(world: World, cron: string): Event {
  const actor = 'github-actions[bot]'
  return {
    ...onDefaultBranch(world, actor),
    name: 'schedule',
    payload: { ...defaultPayload(world, actor), schedule: cron },
  }
}

function onDefaultBranch(world: World, actor: string): Pick<Event, 'sha' | 'ref' | 'actor' | 'headSha'> {
  const ref = `refs/heads/${world.repository.defaultBranch}`
  const sha = commitOf(world, ref)
  return { sha, ref, actor, headSha: sha }
}

function defaultPayload(world: World, actor: string): Readonly<Record<string, unknown>> {
  return {
    ref: `refs/heads/${world.repository.defaultBranch}`,
    repository: repositoryOf(world),
    sender: { login: actor },
  }
}

function repositoryOf({ repository }: World) {
  return {
    id: repository.id,
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: { login: repository.owner },
    default_branch: repository.defaultBranch,
    private: repository.isPrivate,
  }
}

/** The runner's variables that follow from the event. */
export function eventVariables(world: World, event: Event): Record<string, string> {
  const { repository, site } = world
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: event.actor,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REPOSITORY: `${repository.owner}/${repository.name}`,
    GITHUB_REPOSITORY_ID: String(repository.id),
    GITHUB_REPOSITORY_OWNER: repository.owner,
    GITHUB_REF: event.ref,
    GITHUB_SHA: event.sha,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_SERVER_URL: site.serverUrl,
    GITHUB_API_URL: site.apiUrl,
  }
}
