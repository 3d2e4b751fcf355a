import { type FreezeCalendar, readCalendar } from '@operator/calendar'
import { diffTrees, listTree, readFile, resolveCommit, type TreeEntry } from '@operator/git'
import {
  type Answer,
  answered,
  type BranchRules,
  type ReleaseFacts,
  type RequiredContext,
  readBranchProtection,
  readBranchRules,
  readReleaseFacts,
  unanswered,
} from '@operator/github'
import { readSources } from '@operator/workflows'
import { collectChangelog } from './changelog/collect.ts'
import { maxListed } from './changes/facts.ts'
import { readTextFiles } from './changes/text-files.ts'
import { collectCi } from './ci/collect.ts'
import { describeWorkflows } from './ci/describe-workflows.ts'
import { collectCost } from './cost/collect.ts'
import { collectDeploy } from './deploy/collect.ts'
import { collectEscalation, holdsCommand, nobodyAsked } from './escalation/collect.ts'
import { evaluatePrecheck } from './evaluate.ts'
import { collectHandedOver } from './evidence/collect.ts'
import type { EvidenceFacts } from './evidence/facts.ts'
import { known, noToken, unreadBecause } from './fact.ts'
import { collectIncidents } from './incident/collect.ts'
import { collectPipeline } from './pipeline/collect.ts'
import type { PrecheckRequest } from './request.ts'
import { collectReviews, readRangeLine, titleOf } from './review/collect.ts'
import { collectRollback } from './rollback/collect.ts'
import { environmentsBefore, findEnvironment } from './rules.ts'
import { collectSize } from './size/collect.ts'
import type { PrecheckSnapshot } from './snapshot.ts'
import { collectStagingData } from './staging-data/collect.ts'
import { isDeploying, type SubjectFacts } from './subject.ts'
import { collectTraffic } from './traffic/collect.ts'
import { collectVariables } from './variables/collect.ts'
import { collectKept } from './variables/collect-kept.ts'

/** Reads everything that precheck judges, from GitHub in as few calls as there can be. */
export async function collectPrecheck(request: PrecheckRequest): Promise<PrecheckSnapshot> {
  const { range, github, rules, progress } = request
  const { repository, base, head } = range
  const subject = await describeSubject(request)
  progress('git and GitHub')
  const [read, asked] = await Promise.all([readClone(request), askGitHub(request, subject)])
  const { changes, tree, line, sources } = read
  const descriptions = describeWorkflows(sources.head)
  const stagingData = isDeploying(subject)
    ? await collectStagingData(request, { repository, tree, changes })
    : undefined
  const traffic = isDeploying(subject)
    ? await collectTraffic(rules, request.environment, request.now)
    : undefined
  const reviews = await collectReviews(request, {
    line,
    rules: asked?.rules,
    own: asked && partOf(asked.release, ({ pullRequest }) => pullRequest),
    template: await readTemplate(request, tree),
  })
  const pulls = reviews.facts.pullRequests.known ? reviews.facts.pullRequests.value : []
  const commits = line.commits.map((commit) => ({
    oid: commit.oid,
    title: titleOf(commit),
    message: commit.message,
  }))
  const [variables, size, pipeline, rollback, changelog, cost, evidence, calendars] = await Promise.all([
    collectVariables(repository, base, tree, changes),
    collectSize(repository, changes, rules.precheck.limits.ignore),
    collectPipeline({
      repository,
      changes,
      base: sources.base,
      head: sources.head,
      workflows: [...describeWorkflows(sources.base).workflows, ...descriptions.workflows],
      policyPath: request.policy.path,
      policyEdits: request.policy.edits,
    }),
    collectRollback({
      repository,
      tree,
      changed: changes.map(({ path }) => path),
      workflows: descriptions.workflows,
      mentions: pulls.flatMap(({ rollback }) => rollback.mentions),
      runbook: rules.precheck.rollback.runbook,
    }),
    collectChangelog({ repository, changes, tree, commits }),
    collectCost({ repository, head, tree, changes, policy: rules.precheck.cost }),
    collectEvidence(request),
    readCalendars(request),
  ])
  const kept = await collectKept(github, subject, variables)
  const facts: PrecheckSnapshot = {
    subject,
    reviews: reviews.facts,
    changes: known({
      files: changes.slice(0, maxListed).map(({ path, before, after }) => ({
        path,
        change: before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified',
        ...(after !== undefined && { blob: after.oid }),
      })),
      total: changes.length,
    }),
    ...(stagingData !== undefined && { stagingData }),
    ...(traffic !== undefined && { traffic }),
    size: known(size),
    pipeline: known(pipeline),
    rollback: known(rollback),
    changelog: known(changelog),
    variables: known(variables),
    ...(kept !== undefined && { kept }),
    cost: known(cost),
    evidence,
    escalation: nobodyAsked(),
    calendars,
    deploy:
      asked === undefined
        ? withoutToken(subject, request)
        : await collectDeploy(request, subject, {
            target: partOf(asked.release, ({ target }) => target),
            before: partOf(asked.release, ({ before }) => before),
            refs: partOf(asked.release, ({ refs }) => refs),
            checks: partOf(asked.release, ({ checks }) => checks),
          }),
    incidents: await readIncidents(request, subject, asked?.release),
    ci: await collectCi(request, subject, {
      checks: asked && partOf(asked.release, ({ checks }) => checks),
      rules: asked && requiredBy(asked.rules),
      protection: asked?.protection,
      trusted: sources.trusted,
      head: sources.head,
      merged: reviews.newest,
    }),
  }
  const discussion = asked && partOf(asked.release, (release) => release.discussion)
  const discussed = [...(discussion?.ok === true ? [discussion.value] : []), ...reviews.discussions]
  return isForPeople(facts, request) || discussed.some(holdsCommand)
    ? { ...facts, escalation: await collectEscalation(request, facts, discussed) }
    : facts
}

/** What the clone has about the change; each of them is a process of git, and none waits for another. */
async function readClone({ range, target }: PrecheckRequest) {
  const { repository, base, head } = range
  const trusted = target ?? base ?? head
  const [changes, tree, line, ofHead, ofBase, ofTrusted] = await Promise.all([
    diffTrees(repository, base, head),
    listTree(repository, head),
    readRangeLine(repository, base, head),
    readSources(repository, head),
    base === null ? [] : readSources(repository, base),
    trusted === head || trusted === base ? undefined : readSources(repository, trusted),
  ])
  return {
    changes,
    tree,
    line,
    sources: { head: ofHead, base: ofBase, trusted: ofTrusted ?? (trusted === head ? ofHead : ofBase) },
  }
}

/** What people said is read where something asks or fails, in any of the three actions: it costs calls. Or it was read already. */
function isForPeople(facts: PrecheckSnapshot, { rules, now, recomputed, intent }: PrecheckRequest): boolean {
  if (intent === 'rollback') return true
  const { outcomes } = evaluatePrecheck(facts, rules, now, recomputed)
  const others = [recomputed?.baseline, recomputed?.migrations].flatMap((answer) => answer?.checks ?? [])
  return [...outcomes, ...others].some(({ status }) => status === 'ask' || status === 'fail')
}

async function describeSubject(request: PrecheckRequest): Promise<SubjectFacts> {
  const { range, pullRequest, repository, branch, environment } = request
  const { actor, event, watcher, incident } = request.attendance
  const head = await resolveCommit(range.repository, range.head)
  if (head === undefined) throw new Error(`The head ${range.head} is no longer in the clone.`)
  return {
    repository: { owner: repository.owner, name: repository.name },
    stage: request.stage,
    intent: request.intent,
    ...(environment !== undefined && { environment }),
    head: pullRequest?.head ?? head.oid,
    tree: head.tree,
    base: range.base,
    baseMeaning: request.baseMeaning,
    ...(branch !== undefined && { branch }),
    ...(pullRequest !== undefined && { pullRequest: pullRequest.number }),
    ...(actor !== undefined && { actor }),
    event,
    ...(watcher !== undefined && { watcher }),
    ...(incident !== undefined && { incident }),
  }
}

interface Asked {
  readonly release: Answer<ReleaseFacts>
  readonly rules: Answer<BranchRules>
  readonly protection: Answer<readonly RequiredContext[]>
}

/** One query and two calls. */
async function askGitHub(request: PrecheckRequest, subject: SubjectFacts): Promise<Asked | undefined> {
  const { github, branch, pullRequest, rules, environment } = request
  if (github === undefined) return undefined
  const deploying = isDeploying(subject)
  const before = environmentsBefore(rules, environment).flatMap((one) => spellings(one.environment, rules))
  const [release, branchRules, protection] = await Promise.all([
    readReleaseFacts(github, {
      oid: subject.head,
      ...(pullRequest !== undefined && { pullRequest: pullRequest.number }),
      ...(deploying && environment !== undefined && { target: spellings(environment, rules) }),
      ...(deploying && before.length > 0 && { before: [...new Set(before)] }),
      ...(deploying && { incidentLabel: rules.incident.label }),
      refs: deploying && environment !== undefined,
    }),
    branch === undefined ? noBranch : readBranchRules(github, branch),
    branch === undefined ? noBranch : readBranchProtection(github, branch),
  ])
  return { release, rules: branchRules, protection }
}

const noBranch = unanswered({ kind: 'invalid', message: 'it is not known which branch this is for' })

/** GitHub's own names of an environment may differ in case from the policy's and from the input's. */
function spellings(name: string, { environments }: PrecheckRequest['rules']): string[] {
  const lower = name.toLowerCase()
  const written = Object.keys(environments).filter((key) => key.toLowerCase() === lower)
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1)
  return [...new Set([name, ...written, lower, capital, name.toUpperCase()])]
}

function requiredBy(rules: Answer<BranchRules>): Answer<readonly RequiredContext[]> {
  return rules.ok ? answered(rules.value.requiredContexts) : rules
}

function partOf<T>(
  release: Answer<ReleaseFacts>,
  pick: (facts: ReleaseFacts) => Answer<T> | undefined,
): Answer<T> | undefined {
  return release.ok ? pick(release.value) : release
}

/** What a deployment would rest on is unknown without a token; what nobody asked stays out. */
function withoutToken(
  subject: SubjectFacts,
  { rules, environment }: PrecheckRequest,
): PrecheckSnapshot['deploy'] {
  if (!isDeploying(subject) || environment === undefined) return {}
  const isLater = environmentsBefore(rules, environment).length > 0
  return { target: noToken, locks: noToken, ...(isLater && { before: noToken }) }
}

async function readIncidents(
  { github, rules }: PrecheckRequest,
  subject: SubjectFacts,
  release: Answer<ReleaseFacts> | undefined,
): Promise<PrecheckSnapshot['incidents']> {
  if (!isDeploying(subject)) return unreadBecause('not-asked', 'Incidents matter to deployments only.')
  if (github === undefined || release === undefined) return noToken
  if (!release.ok) return unreadBecause(release.problem.kind, release.problem.message)
  const { incidents, viewer } = release.value
  if (incidents === undefined) return unreadBecause('not-asked', 'Incidents were not asked for.')
  return collectIncidents(incidents, rules.incident.label, viewer, github)
}

async function collectEvidence(request: PrecheckRequest): Promise<EvidenceFacts> {
  const { range, repository, service, policy, evidence, github, run } = request
  const base = range.base === null ? undefined : await resolveCommit(range.repository, range.base)
  const baseline = await collectHandedOver(evidence.baseline, github, run)
  const migrations = await collectHandedOver(evidence.migrations, github, run)
  return {
    ...(baseline !== undefined && { baseline }),
    ...(migrations !== undefined && { migrations }),
    ...(repository.id !== undefined && { repositoryId: repository.id }),
    service,
    baseTree: base?.tree ?? null,
    policyDigest: policy.digest,
  }
}

/** Freezes are rules: they are read where the policy is, not from the change. */
async function readCalendars({
  range,
  target,
  rules,
  environment,
  now,
}: PrecheckRequest): Promise<readonly FreezeCalendar[]> {
  const window = findEnvironment(rules, environment)?.window
  if (window === undefined) return []
  const commit = target ?? range.base ?? range.head
  const calendars: FreezeCalendar[] = []
  for (const path of window.calendars) {
    const file = await readFile(range.repository, commit, path)
    const text = file?.kind === 'content' ? file.content.toString('utf8') : undefined
    calendars.push(readCalendar(path, text, window.zone, now))
  }
  return calendars
}

/** The repository's own pull request template: what it says is nobody's plan. */
async function readTemplate(
  { range, target }: PrecheckRequest,
  ofHead: readonly TreeEntry[],
): Promise<string | undefined> {
  const commit = target ?? range.base ?? range.head
  const entries = commit === range.head ? ofHead : await listTree(range.repository, commit)
  const template = entries.find(({ path }) =>
    /^(?:\.github\/|docs\/)?(?:pull_request_template(?:\.\w+)?|PULL_REQUEST_TEMPLATE\/[^/]+)$/i.test(path),
  )
  if (template === undefined) return undefined
  return (await readTextFiles(range.repository, [template])).files[0]?.text
}
