import { isAncestor, resolveCommit } from '@operator/git'
import {
  type Answer,
  type CommitChecks,
  type DeploymentHistory,
  type DeploymentRefs,
  describeProblem,
  type RecordedDeployment,
  readDeployedChecks,
  readRunOrigin,
} from '@operator/github'
import { type Fact, factOf, known, unreadBecause } from '../fact.ts'
import type { PrecheckRequest } from '../request.ts'
import { findLastDrill } from '../rollback/drill.ts'
import { findEnvironment } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeployFacts, DeploymentFacts, DeploymentOrigin, DeploymentsFacts } from './facts.ts'
import { isGood } from './health.ts'
import { readLock } from './lock.ts'
import { collectOlderRollbacks } from './older-rollbacks.ts'
import { judgeProvenance } from './provenance.ts'

/** Runs that are read back for one environment: one REST call each. */
const maxReadBack = 3

export interface DeploySources {
  readonly target: Answer<DeploymentHistory> | undefined
  readonly before: Answer<DeploymentHistory> | undefined
  readonly checks: Answer<CommitChecks> | undefined
  readonly refs: Answer<DeploymentRefs> | undefined
}

/** Where the commit was deployed, and where from those deployments came. */
export async function collectDeploy(
  request: PrecheckRequest,
  subject: SubjectFacts,
  { target, before, checks, refs }: DeploySources,
): Promise<DeployFacts> {
  const read = checks?.ok ? checks.value : undefined
  const trace = async (deployment: RecordedDeployment) =>
    traceOrigin(deployment, request, await checksOf(deployment, request, subject, read))
  const isSubject = ({ sha, tree }: DeploymentFacts) => sha === subject.head || tree === subject.tree
  const histories: DeployFacts = {
    ...(target !== undefined && {
      // What this very run deploys here is no earlier state; what it deployed to the environment before is.
      target: await describeHistory(
        target,
        request,
        trace,
        (one) => !one.ours && (request.intent === 'rollback' ? isSubject(one) : isGood(one)),
      ),
    }),
    ...(before !== undefined && {
      before: await describeHistory(before, request, trace, isSubject),
    }),
  }
  const { github, rules } = request
  const asksOlder = rules.precheck.rollback.drill !== undefined && findLastDrill(histories) === undefined
  return {
    ...histories,
    ...(refs !== undefined && { locks: locksOf(refs) }),
    ...(refs !== undefined &&
      github !== undefined &&
      asksOlder && { rollbacks: await collectOlderRollbacks(github, refs, shownIn(histories)) }),
  }
}

function shownIn({ target, before }: DeployFacts): DeploymentFacts[] {
  return [target, before].flatMap((history) => (history?.known ? history.value.deployments : []))
}

function locksOf(refs: Answer<DeploymentRefs>): NonNullable<DeployFacts['locks']> {
  if (!refs.ok) return factOf(refs)
  if (!refs.value.complete) return unreadBecause('too-many', 'There are more locks than were read.')
  return known(refs.value.locks.map(({ name, text }) => readLock(name, text)))
}

/** Asks where the deployments of interest came from, for each environment the newest first, until one counts. */
async function describeHistory(
  history: Answer<DeploymentHistory>,
  request: PrecheckRequest,
  trace: (deployment: RecordedDeployment) => Promise<DeploymentOrigin>,
  matters: (deployment: DeploymentFacts) => boolean,
): Promise<Fact<DeploymentsFacts>> {
  if (!history.ok) return factOf(history)
  const deployments: DeploymentFacts[] = []
  const found = new Set<string>()
  const asked = new Map<string, number>()
  for (const recorded of history.value.deployments) {
    const facts = await describeDeployment(recorded, request)
    const place = recorded.environment.toLowerCase()
    const times = asked.get(place) ?? 0
    if (found.has(place) || times >= maxReadBack || !matters(facts)) {
      deployments.push(facts)
      continue
    }
    asked.set(place, times + 1)
    const traced = { ...facts, origin: await trace(recorded) }
    deployments.push(traced)
    const policy = findEnvironment(request.rules, recorded.environment)?.deployments
    if (judgeProvenance(traced, policy, request.branch).counts) found.add(place)
  }
  return known({ deployments, complete: history.value.complete })
}

async function describeDeployment(
  recorded: RecordedDeployment,
  { range, run, intent }: PrecheckRequest,
): Promise<DeploymentFacts> {
  const { id, environment, sha, tree, createdAt, creator, statuses } = recorded
  const descends =
    intent === 'rollback' && (await resolveCommit(range.repository, sha)) !== undefined
      ? await isAncestor(range.repository, range.head, sha)
      : undefined
  return {
    id,
    environment,
    sha,
    ...(tree !== undefined && { tree }),
    createdAt,
    creator,
    statuses: statuses.map((status) => ({
      state: status.state,
      createdAt: status.createdAt,
      creator: status.creator,
      ...(status.description !== '' && { description: status.description.slice(0, 140) }),
    })),
    ours: run !== undefined && statuses.some(({ logUrl }) => runIn(logUrl)?.id === run.id),
    ...(descends !== undefined && { descendsFromHead: descends }),
  }
}

/** The checks of the deployed commit, on which a job's own deployment hangs. */
async function checksOf(
  { sha }: RecordedDeployment,
  { github }: PrecheckRequest,
  subject: SubjectFacts,
  ofSubject: CommitChecks | undefined,
): Promise<CommitChecks | undefined> {
  if (sha === subject.head || github === undefined) return ofSubject
  const read = await readDeployedChecks(github, sha)
  return read.ok ? read.value : undefined
}

/** GitHub links a job's own deployment to its check run; any other deployment only names a run in its status. */
async function traceOrigin(
  { id, sha, statuses }: RecordedDeployment,
  { github, repository }: PrecheckRequest,
  checks: CommitChecks | undefined,
): Promise<DeploymentOrigin> {
  const job = checks?.checkRuns.find(({ deployment }) => deployment === id)
  const suite = checks?.suites.find((one) => one.id === job?.suite)
  if (job?.run?.path !== undefined && suite !== undefined) {
    const { path, event } = job.run
    // Whoever may write statuses could call it healthy while it runs, or after it failed.
    const isBelied = job.conclusion !== 'SUCCESS' && statuses[0]?.state === 'SUCCESS'
    if (isBelied) return { kind: 'none', message: `its job ${job.name} did not succeed` }
    return { kind: 'run', path, event, branch: suite.branch ?? null, sha, by: 'job' }
  }
  const named = statuses.map(({ logUrl }) => runIn(logUrl)).find((run) => run !== undefined)
  const here = `${repository.owner}/${repository.name}`.toLowerCase()
  if (named === undefined || named.repository.toLowerCase() !== here) {
    return { kind: 'none', message: 'its statuses name no run of this repository' }
  }
  if (github === undefined) return { kind: 'none', message: 'there is no token to read its run with' }
  const origin = await readRunOrigin(github, named.id)
  if (!origin.ok) {
    return {
      kind: 'none',
      message: `its run ${named.id} could not be read: ${describeProblem(origin.problem)}`,
    }
  }
  const { path, event, headBranch, headSha, conclusion } = origin.value
  if (conclusion !== 'success') {
    return { kind: 'none', message: `run ${named.id}, which it names, has not succeeded` }
  }
  return { kind: 'run', path, event, branch: headBranch, sha: headSha, by: 'log' }
}

function runIn(url: string): { readonly repository: string; readonly id: number } | undefined {
  const [, repository, id] =
    /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/actions\/runs\/(\d{1,15})(?:[/?#]|$)/.exec(url) ?? []
  return repository === undefined ? undefined : { repository, id: Number(id) }
}
