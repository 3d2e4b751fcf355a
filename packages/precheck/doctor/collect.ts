import type { Repository } from '@operator/git'
import { describeProblem, type GitHub, listMergedPullRequests, readViewer } from '@operator/github'
import { findMergedChange } from '../backtest/merged-change.ts'
import { collectPrecheck } from '../collect.ts'
import { outsideRun } from '../outside-run.ts'
import type { PrecheckRequest } from '../request.ts'
import type { PrecheckRules } from '../rules.ts'
import type { DoctorFacts, Trial } from './facts.ts'
import { tryPermissions, untriedPermissions } from './try-permissions.ts'

/** What is examined. */
export interface DoctorRequest {
  /** Undefined without a token. */
  readonly github: GitHub | undefined
  readonly name: { readonly owner: string; readonly name: string }
  readonly repository: Repository
  readonly branch: string
  /** The branch's tip. */
  readonly tip: string
  /** Deployments that are tried; those of the policy where none is named. */
  readonly environments: readonly string[]
  readonly rules: PrecheckRules
  readonly policy: {
    readonly path: string
    readonly origin: string
    readonly digest: string
    readonly exists: boolean
  }
  readonly now: Date
  readonly progress: (at: string) => void
}

/** Whoever examines begins the trials. */
interface Examination extends DoctorRequest {
  readonly actor: string | undefined
}

/** Tries the token, then precheck itself: on the pull request that was merged last, and before a deployment to each environment. */
export async function collectDoctor(asked: DoctorRequest): Promise<DoctorFacts> {
  const { github, name, branch, tip, policy, environments, progress } = asked
  progress('permissions')
  const permissions =
    github === undefined ? untriedPermissions() : await tryPermissions(github, { branch, commit: tip })
  const viewer = github === undefined ? undefined : await readViewer(github)
  const request: Examination = { ...asked, actor: viewer?.ok === true ? viewer.value : undefined }
  const trials: Trial[] = []
  const untried: string[] = []
  const pull = await tryPullRequest(request)
  if (typeof pull === 'string') untried.push(`No pull request was tried: ${pull}`)
  else trials.push(pull)
  for (const environment of environments) {
    progress(`a deployment to ${environment}`)
    const snapshot = await collectPrecheck(deploymentOf(request, environment))
    trials.push({ about: `a deployment of ${branch} to ${environment}`, snapshot })
  }
  const [first] = trials
  // The rules of the branch are the same for all; a pull request's head shows what reports before a merge.
  const ci = first?.snapshot.ci ?? (await collectPrecheck(deploymentOf(request, undefined))).ci
  return {
    repository: `${name.owner}/${name.name}`,
    branch,
    policy: { origin: policy.origin, exists: policy.exists },
    permissions,
    ci,
    trials,
    untried,
  }
}

/** A sentence that says why where none can be tried. */
async function tryPullRequest(request: Examination): Promise<Trial | string> {
  const { github, repository, branch, progress } = request
  if (github === undefined) return 'there is no token to ask GitHub with.'
  const listed = await listMergedPullRequests(github, branch, 1)
  if (!listed.ok) return describeProblem(listed.problem)
  const [newest] = listed.value.pullRequests
  if (newest === undefined) return `none was ever merged into ${branch}, as far as this token sees.`
  const change = await findMergedChange(repository, newest)
  if ('code' in change) return change.message
  progress(`pull request #${newest.number}`)
  const snapshot = await collectPrecheck({
    ...common(request),
    range: { repository, base: change.base, head: change.head },
    baseMeaning: `${branch} right before the merge`,
    stage: 'pull-request',
    environment: undefined,
    // What reports is what the branch's workflows say today.
    target: request.tip,
    pullRequest: { number: newest.number, head: newest.head },
  })
  return { about: `pull request #${newest.number}`, snapshot }
}

function deploymentOf(request: Examination, environment: string | undefined): PrecheckRequest {
  const { repository, tip } = request
  return {
    ...common(request),
    // Nothing new ships: what is asked here is what can be known, not whether this may go.
    range: { repository, base: tip, head: tip },
    baseMeaning: 'itself',
    // On a machine a person named the base, which is then not doubted.
    stage: 'local',
    environment,
    target: tip,
    pullRequest: undefined,
  }
}

function common({ actor, github, name, branch, repository, rules, policy, now, progress }: Examination) {
  return {
    ...outsideRun,
    repository: name,
    branch,
    attendance: { actor, event: 'local', watcher: undefined, incident: undefined },
    directory: repository.directory,
    rules,
    policy: { path: policy.path, digest: policy.digest, edits: [] },
    github,
    now,
    progress,
  }
}
