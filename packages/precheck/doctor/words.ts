import { counted, listed } from '@operator/report'
import type { Diagnosis, PermissionState, RequiredContext, Unanswerable } from './diagnosis.ts'

/** The diagnosis in one sentence. */
export function answerOf(diagnosis: Diagnosis): string {
  const { required, weaknesses, unanswerable, unreadRules, tried, untried } = diagnosis
  const forgeable = required.filter((context) => context.weaknesses.length > 0).length
  const contexts =
    unreadRules.length > 0
      ? 'not everything that is required could be read'
      : `${counted(required.length, 'required check')}, ${forgeable} of them with a weakness`
  const general =
    weaknesses.length === 0
      ? []
      : [`${counted(weaknesses.length, 'weakness', 'weaknesses')} of the repository as a whole`]
  const checks =
    tried.length + untried.length === 0
      ? []
      : [
          tried.length === 0
            ? 'no check could be tried'
            : `${counted(unanswerable.length, 'check')} would be unknown`,
        ]
  return `${[whatTokenReads(diagnosis), contexts, ...general, ...checks].join('; ')}.`
}

function whatTokenReads({ permissions }: Diagnosis): string {
  const names = (wanted: PermissionState) =>
    permissions.filter(({ state }) => state === wanted).map(({ name }) => name)
  const refused = names('refused')
  if (refused.length > 0) return `The token is refused ${listed(refused, 7)}`
  const untried = names('not-tried')
  if (untried.length === 0) return 'The token can read everything'
  const isBlind = untried.length === permissions.length
  return isBlind
    ? 'Nothing could be read from GitHub'
    : `The token can read everything that was tried (not ${listed(untried, 7)})`
}

/** What to do next, in one sentence. */
export function nextOf({ permissions, unreadRules, required, weaknesses, unanswerable }: Diagnosis): string {
  const refused = permissions.filter(({ state }) => state === 'refused').map(({ name }) => `${name}: read`)
  if (refused.length > 0) return `Grant ${listed(refused, 7)}.`
  const blind = permissions.filter(({ state }) => state === 'not-tried')
  if (unreadRules.length > 0 || blind.length === permissions.length)
    return 'Give a token that may read the repository, and run this again.'
  const [first] = required.flatMap((context) =>
    context.weaknesses.map(({ remedy }) => `${JSON.stringify(context.name)}: ${remedy}`),
  )
  return first ?? weaknesses[0]?.remedy ?? unanswerable[0]?.next ?? 'Nothing to do.'
}

export function titleOfContext({ name, demandedBy, pinnedTo, reportedBy }: RequiredContext): string {
  const source = pinnedTo === undefined ? 'from anybody' : `from ${pinnedTo}`
  const by =
    reportedBy.length === 0 ? 'no workflow of the branch reports it' : `reported by ${listed(reportedBy)}`
  return `${name} (${demandedBy}, ${source}; ${by})`
}

export function titleOfUnanswerable({ title, code, level, about }: Unanswerable): string {
  return `${title} (${code}${level === 'report' ? ', report only' : ''}; ${listed(about)})`
}

/** What a doctor who writes nothing cannot find out. */
export const blindSpots: readonly string[] = [
  'What the token may write is not tried: a doctor writes nothing.',
  'In a public repository anybody may read, so a permission that seems readable here may be missing in a private one.',
  'Who may push, bypass a ruleset or administrate is not told to a token without administration.',
]
