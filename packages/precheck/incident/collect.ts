import {
  type Answer,
  describeProblem,
  type GitHub,
  type OpenIncidents,
  readPermission,
} from '@operator/github'
import type { PermissionAnswer } from '@operator/identity'
import { type Fact, factOf, known } from '../fact.ts'
import type { IncidentFacts, IncidentsFacts } from './facts.ts'

/** People whose permission is asked: one REST call each. The rest is unknown. */
const maxPeople = 6

/** Open incidents, with what the people behind them may do here. */
export async function collectIncidents(
  answer: Answer<OpenIncidents>,
  label: string,
  viewer: string | undefined,
  github: GitHub,
): Promise<Fact<IncidentsFacts>> {
  if (!answer.ok) return factOf(answer)
  const incidents = answer.value.incidents.map(
    ({ number, title, url, author, labels, labelled }): IncidentFacts => ({
      number,
      title: title.slice(0, 300),
      url,
      ...(author !== undefined && { author }),
      labels,
      labelledBy: labelled.flatMap(({ label: set, by }) =>
        by !== undefined && set.toLowerCase() === label.toLowerCase() ? [by] : [],
      ),
    }),
  )
  const people = incidents
    .flatMap(({ author, labelledBy }) => [...(author === undefined ? [] : [author]), ...labelledBy])
    .filter(({ type }) => type !== 'Bot')
    .map(({ login }) => login.toLowerCase())
  const permissions: Record<string, PermissionAnswer> = {}
  for (const login of [...new Set(people)].slice(0, maxPeople)) {
    const read = await readPermission(github, login)
    permissions[login] = read.ok
      ? { answered: true, permission: read.value }
      : { answered: false, problem: describeProblem(read.problem) }
  }
  return known({
    incidents,
    complete: answer.value.complete,
    permissions,
    ...(viewer !== undefined && { viewer }),
  })
}
