import { addArtifact, type NewArtifact } from './artifacts.ts'
import { addRuleset, type NewProtection, type NewRuleset, protectBranch } from './branches.ts'
import {
  addCheckRun,
  addCheckSuite,
  addStatus,
  type NewCheckRun,
  type NewCheckSuite,
  type NewCommitStatus,
} from './checks.ts'
import { addDeployment, addEnvironment, type NewDeployment } from './deployments.ts'
import { openGit } from './git.ts'
import { addComment, addIssue, addLabel, type NewComment, type NewIssue } from './issues.ts'
import { actionsApp, addApp, addPerson, type NewApp, type Permission } from './people.ts'
import { addPullRequest, addReview, type NewPullRequest, type NewReview } from './pull-requests.ts'
import { addWorkflowRun, type NewWorkflowRun } from './workflow-runs.ts'
import type { World } from './world.ts'

/** Everything a world starts with, as plain JSON. Only `repository` is needed. */
export interface WorldDescription {
  readonly repository: {
    readonly owner: string
    readonly name: string
    /** Directory of the git repository, bare or not. */
    readonly git: string
    /** Default: private, where a missing permission shows. */
    readonly visibility?: 'private' | 'public'
    readonly defaultBranch?: string
    readonly ownerType?: 'User' | 'Organization'
  }
  /** Logins and what they may do. */
  readonly people?: Readonly<Record<string, Permission>>
  readonly apps?: readonly NewApp[]
  readonly labels?: readonly {
    readonly name: string
    readonly color?: string
    readonly description?: string
  }[]
  readonly environments?: readonly Parameters<typeof addEnvironment>[1][]
  readonly rulesets?: readonly NewRuleset[]
  readonly protections?: readonly NewProtection[]
  readonly pullRequests?: readonly (NewPullRequest & { readonly reviews?: readonly NewReview[] })[]
  readonly issues?: readonly NewIssue[]
  readonly comments?: readonly NewComment[]
  readonly checkSuites?: readonly NewCheckSuite[]
  readonly checkRuns?: readonly NewCheckRun[]
  readonly statuses?: readonly NewCommitStatus[]
  readonly workflowRuns?: readonly (NewWorkflowRun & {
    readonly artifacts?: readonly Omit<NewArtifact, 'run'>[]
  })[]
  readonly deployments?: readonly NewDeployment[]
}

export function createWorld(description: WorldDescription, now: () => Date = () => new Date()): World {
  const { repository } = description
  let id = 4_000
  let number = 0
  const world: World = {
    repository: {
      id: 900_001,
      owner: repository.owner,
      name: repository.name,
      isPrivate: (repository.visibility ?? 'private') === 'private',
      defaultBranch: repository.defaultBranch ?? 'main',
      ownerType: repository.ownerType ?? 'Organization',
    },
    git: openGit(repository.git),
    now,
    nextId: () => (id += 1),
    nextNumber: () => (number += 1),
    people: new Map(),
    apps: new Map([[actionsApp.slug, actionsApp]]),
    labels: [],
    issues: [],
    comments: [],
    pullRequests: [],
    checkSuites: [],
    checkRuns: [],
    statuses: [],
    signedByGitHub: new Set(),
    workflowRuns: [],
    artifacts: [],
    kept: [],
    environments: [],
    deployments: [],
    branches: { rulesets: [], protections: [], queue: [] },
    dispatches: [],
    dispatchListeners: [],
    dispatched: () => undefined,
    site: {
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      storageUrl: 'https://storage.example.com',
    },
  }
  fill(world, description)
  return world
}

function fill(world: World, description: WorldDescription): void {
  addPerson(world, { login: world.repository.owner, permission: 'admin', type: world.repository.ownerType })
  for (const [login, permission] of Object.entries(description.people ?? {}))
    addPerson(world, { login, permission })
  for (const app of description.apps ?? []) addApp(world, app)
  for (const label of description.labels ?? []) addLabel(world, label)
  for (const environment of description.environments ?? []) addEnvironment(world, environment)
  for (const ruleset of description.rulesets ?? []) addRuleset(world, ruleset)
  for (const protection of description.protections ?? []) protectBranch(world, protection)
  for (const { reviews = [], ...pull } of description.pullRequests ?? []) {
    const added = addPullRequest(world, pull)
    for (const review of reviews) addReview(world, added, review)
  }
  for (const issue of description.issues ?? []) addIssue(world, issue)
  for (const comment of description.comments ?? []) addComment(world, comment)
  for (const suite of description.checkSuites ?? []) addCheckSuite(world, suite)
  for (const run of description.checkRuns ?? []) addCheckRun(world, run)
  for (const status of description.statuses ?? []) addStatus(world, status)
  for (const { artifacts = [], ...run } of description.workflowRuns ?? []) {
    const added = addWorkflowRun(world, run)
    for (const artifact of artifacts) addArtifact(world, { ...artifact, run: added.id })
  }
  for (const deployment of description.deployments ?? []) addDeployment(world, deployment)
}
