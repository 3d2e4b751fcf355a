import {
  type Discussion,
  describeProblem,
  discussionLength,
  type GitHub,
  readDiscussions,
  readPermission,
  readRunApprovals,
} from '@operator/github'
import { isPerson, type PermissionAnswer, readCommand } from '@operator/identity'
import { collectHandedOver } from '../evidence/collect.ts'
import { factOf, known, noToken, unreadBecause } from '../fact.ts'
import { findOpenIncidents } from '../incident/no-open-incident.ts'
import { type Asked, collectTouched, type Known } from './collect-touched.ts'
import { collectUndone } from './collect-undone.ts'
import type { CommandFacts, EscalationFacts } from './facts.ts'

/** Discussions that are read: two queries at most. */
const maxPlaces = 50
/** Commands that are kept, the newest. */
const maxCommands = 50
/** People whose permission is asked: one REST call each. The rest is unknown. */
const maxPeople = 10

/** Where nobody has been asked yet. */
export function nobodyAsked(places: readonly number[] = []): EscalationFacts {
  return { commands: unreadBecause('not-asked', 'Nobody was asked.'), permissions: {}, places }
}

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
  const here = alreadyRead.filter((one) => places.includes(one.number) && isReadFar(one))
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

/** Where fewer comments came with something else than are read of a discussion, they are read anew. */
function isReadFar({ complete, comments }: Discussion): boolean {
  return complete || comments.length >= discussionLength
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
