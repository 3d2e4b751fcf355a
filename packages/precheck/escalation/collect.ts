import { diffTrees, isAncestor, listCommits, resolveCommit } from '@operator/git'
import {
  type Discussion,
  describeProblem,
  type GitHub,
  readCommitPullRequests,
  readDiscussions,
  readMergeQueue,
  readPermission,
  readPullRequests,
  readRunApprovals,
} from '@operator/github'
import { isPerson, type PermissionAnswer, readCommand } from '@operator/identity'
import { judgeHealth } from '../deploy/health.ts'
import { collectHandedOver } from '../evidence/collect.ts'
import { type Fact, factOf, known, noToken, unreadBecause } from '../fact.ts'
import { findOpenIncidents } from '../incident/no-open-incident.ts'
import type { PrecheckRequest } from '../request.ts'
import { pullRequestOf } from '../review/pull-request-of.ts'
import { sameEnvironment } from '../rules.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import type { CommandFacts, EscalationFacts, UndoneFacts } from './facts.ts'

/** Discussions that are read: two queries at most. */
const maxPlaces = 50
/** Commands that are kept, the newest. */
const maxCommands = 50
/** People whose permission is asked: one REST call each. The rest is unknown. */
const maxPeople = 10
/** Commits that are looked at one by one. */
const maxCommits = 100
const maxPaths = 5_000

/** Where nobody has been asked yet. */
export function nobodyAsked(places: readonly number[] = []): EscalationFacts {
  return { commands: unreadBecause('not-asked', 'Nobody was asked.'), permissions: {}, places }
}

type Asked = Pick<PrecheckRequest, 'range' | 'github' | 'run' | 'approvedEvidence' | 'rules' | 'stage'>
type Known = Pick<PrecheckSnapshot, 'subject' | 'reviews' | 'incidents' | 'deploy'>

/** What people said: commands in the discussions of what ships and of open incidents, and approvals of this run's environments. */
export async function collectEscalation(
  request: Asked,
  snapshot: Known,
  alreadyRead: readonly Discussion[] = [],
): Promise<EscalationFacts> {
  const { github, run, approvedEvidence } = request
  const places = placesOf(snapshot, request).slice(0, maxPlaces)
  const undone = await collectUndone(request, snapshot)
  const touched = await collectTouched(request, snapshot)
  const rest = { places, ...(touched !== undefined && { touched }), ...(undone !== undefined && { undone }) }
  if (github === undefined) return { commands: noToken, permissions: {}, ...rest }
  const here = alreadyRead.filter(({ number }) => places.includes(number))
  const read = await readDiscussions(
    github,
    places.filter((place) => !here.some(({ number }) => number === place)),
  )
  const commands: EscalationFacts['commands'] = read.ok
    ? known(toCommands([...here, ...read.value]))
    : factOf(read)
  const shown = await collectHandedOver(approvedEvidence, github, run)
  const approvals =
    shown === undefined || run === undefined ? undefined : await collectApprovals(github, run.id)
  const people = [
    ...(approvals?.known ? approvals.value.map(({ by }) => by) : []),
    ...(commands.known ? commands.value.given.flatMap(speaksOf) : []),
  ]
  return {
    commands,
    permissions: await readPermissions(
      github,
      people.filter(isPerson).map(({ login }) => login),
    ),
    ...rest,
    ...(shown !== undefined && { shown }),
    ...(approvals !== undefined && { approvals }),
  }
}

/** Pull requests of what ships, then open incidents; a rollback brings no pull request. */
function placesOf({ subject, reviews, incidents }: Known, { rules }: Asked): number[] {
  const pulls = reviews.pullRequests.known ? reviews.pullRequests.value.map(({ number }) => number) : []
  const open = (findOpenIncidents(incidents, rules) ?? []).map(({ incident }) => incident.number)
  return [...new Set(subject.intent === 'rollback' ? open : [...pulls, ...open])]
}

/** Whether somebody meant to be heard there, be it for nothing. */
export function holdsCommand({ comments }: Discussion): boolean {
  return comments.some(({ body }) => readCommand(body) !== undefined)
}

function toCommands(discussions: readonly Discussion[]): { given: CommandFacts[]; complete: boolean } {
  const given = discussions.flatMap(({ number, comments }) =>
    comments.toReversed().flatMap(({ body, author, belongs, edited, url }): CommandFacts[] => {
      const command = readCommand(body)
      return command === undefined
        ? []
        : [{ command, author: author ?? null, belongs, edited, on: number, url }]
    }),
  )
  const ordered = [...given.filter(({ belongs }) => belongs), ...given.filter(({ belongs }) => !belongs)]
  return {
    given: ordered.slice(0, maxCommands),
    complete: given.length <= maxCommands && discussions.every(({ complete }) => complete),
  }
}

function speaksOf({ command, author, edited }: CommandFacts) {
  return command.kind === 'malformed' || edited || author === null ? [] : [author]
}

async function collectApprovals(
  github: GitHub,
  run: number,
): Promise<NonNullable<EscalationFacts['approvals']>> {
  const read = await readRunApprovals(github, run)
  if (!read.ok) return factOf(read)
  return known(
    read.value
      .filter(({ state }) => state === 'approved')
      .flatMap(({ environments, by }) => environments.map((environment) => ({ environment, by }))),
  )
}

async function readPermissions(
  github: GitHub,
  logins: readonly string[],
): Promise<Record<string, PermissionAnswer>> {
  const permissions: Record<string, PermissionAnswer> = {}
  const unique = [...new Set(logins.map((login) => login.toLowerCase()))]
  for (const login of unique.slice(0, maxPeople)) {
    const read = await readPermission(github, login)
    permissions[login] = read.ok
      ? { answered: true, permission: read.value }
      : { answered: false, problem: describeProblem(read.problem) }
  }
  return permissions
}

/** Which file came by which pull request, where several ship. */
async function collectTouched(request: Asked, known: Known): Promise<EscalationFacts['touched']> {
  const { pullRequests } = known.reviews
  if (!pullRequests.known || pullRequests.value.length < 2) return undefined
  const line = await traceLine(request, known)
  if (line === undefined || line.length > maxCommits) return undefined
  const { repository } = request.range
  const touched: { readonly pullRequest: number | null; readonly paths: readonly string[] }[] = []
  let count = 0
  for (const { oid, pullRequest } of line) {
    const parent = (await resolveCommit(repository, oid))?.parents[0] ?? null
    const paths = (await diffTrees(repository, parent, oid)).map(({ path }) => path)
    count += paths.length
    if (count > maxPaths) return undefined
    touched.push({ pullRequest, paths })
  }
  return touched
}

interface LineCommit {
  readonly oid: string
  /** Null for a push past all pull requests. */
  readonly pullRequest: number | null
}

/** The first-parent line that ships, newest first, with who brought what; undefined where that cannot be told. */
async function traceLine(
  { range, github, stage }: Asked,
  { reviews, subject }: Known,
): Promise<readonly LineCommit[] | undefined> {
  const { branch } = subject
  if (branch === undefined) return undefined
  switch (stage) {
    case 'pull-request':
      return undefined
    case 'deploy':
    case 'local':
      if (!reviews.commits.known) return undefined
      return reviews.commits.value.map((commit) => ({
        oid: commit.oid,
        pullRequest: pullRequestOf(commit, branch)?.number ?? null,
      }))
    case 'merge-group': {
      const queue = github && (await readMergeQueue(github, branch))
      if (queue?.ok !== true) return undefined
      const { repository, base, head } = range
      const commits = await listCommits(repository, {
        include: head,
        exclude: base,
        max: maxCommits + 1,
        firstParent: true,
      })
      return groupByEntry(
        commits.map(({ oid }) => oid),
        new Map(queue.value.map(({ commit, number }) => [commit, number])),
      )
    }
  }
}

/** Each entry of the queue ends with its own commit; what lies below it, to the next entry's, is its too. */
function groupByEntry(
  oids: readonly string[],
  entries: ReadonlyMap<string | undefined, number>,
): readonly LineCommit[] | undefined {
  let current: number | undefined
  const line: LineCommit[] = []
  for (const oid of oids) {
    current = entries.get(oid) ?? current
    if (current === undefined) return undefined
    line.push({ oid, pullRequest: current })
  }
  return line
}

/** What lies between the commit that is rolled back to and what is live. */
async function collectUndone(
  { range, github }: Asked,
  { subject, deploy }: Known,
): Promise<Fact<UndoneFacts> | undefined> {
  const { environment } = subject
  if (subject.intent !== 'rollback' || environment === undefined || deploy.target === undefined)
    return undefined
  if (!deploy.target.known) return deploy.target
  const live = deploy.target.value.deployments.find(
    (one) =>
      !one.ours &&
      sameEnvironment(one.environment, environment) &&
      one.statuses.some(({ state }) => state !== 'INACTIVE') &&
      judgeHealth(one).kind !== 'unfinished',
  )
  if (live === undefined) return undefined
  const { repository, head } = range
  if ((await resolveCommit(repository, live.sha)) === undefined) {
    return unreadBecause('not-in-clone', `${live.sha.slice(0, 12)}, which is live, is not in the clone.`)
  }
  if (!(await isAncestor(repository, head, live.sha))) return undefined
  const paths = (await diffTrees(repository, head, live.sha)).map(({ path }) => path)
  const commits = await listCommits(repository, {
    include: live.sha,
    exclude: head,
    max: maxCommits + 1,
    firstParent: true,
  })
  if (github === undefined) return noToken
  const associated = await readCommitPullRequests(
    github,
    commits.slice(0, maxCommits).map(({ oid }) => oid),
  )
  if (!associated.ok) return factOf(associated)
  const merged = associated.value.flatMap(({ pullRequests }) => pullRequests.filter((pull) => pull.merged))
  const numbers = [...new Set(merged.map(({ number }) => number))]
  const pulls = await readPullRequests(github, numbers)
  if (!pulls.ok) return factOf(pulls)
  return known({
    paths: paths.slice(0, maxPaths),
    pullRequests: pulls.value.map(({ number, labels }) => ({ number, labels })),
    complete: commits.length <= maxCommits && paths.length <= maxPaths,
  })
}
