import { approvalLine } from '@operator/identity'
import type { Question } from '@operator/report'
import { listed } from '../outcome.ts'

/** A line that is cut says nothing: so many are told at once. */
const shown = 2

/** Where a yes can be given. */
export interface Doors {
  /** Pull requests and incidents whose comments are read. */
  readonly places: readonly number[]
  /** The environment whose approval counts; undefined where nothing is deployed. */
  readonly environment: string | undefined
}

/** How to say yes, word for word. */
export function howToAnswer(open: readonly Question[], { places, environment }: Doors): string {
  const byCheck = Map.groupBy(open, ({ check }) => check)
  const lines = [...byCheck].map(([check, questions]) =>
    approvalLine(check, [...new Set(questions.map(({ fingerprint }) => fingerprint))]),
  )
  const who = 'Somebody with write access who had no hand in it'
  const door =
    environment === undefined
      ? ''
      : `, or approves the environment ${environment} in a run that hands on approved-evidence`
  if (places.length === 0) {
    return environment === undefined
      ? 'Bring it in by a pull request: a yes is written there.'
      : `${who} approves the environment ${environment} in a run that hands on approved-evidence, or bring it in by a pull request and have the yes written there.`
  }
  const where = listed(
    places.map((number) => `#${number}`),
    3,
  )
  const one = lines.length === 1 ? 'a new comment' : 'a new comment for each'
  const rest = lines.length > shown ? ` | and ${lines.length - shown} more, which stand at their checks` : ''
  return `${who} says yes by ${one} on ${where}, with this as its first line${door}: ${lines.slice(0, shown).join(' | ')}${rest}`
}
