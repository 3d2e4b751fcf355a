import { makeVisible, shorten } from '@operator/report'
import type { Diagnosis } from './diagnosis.ts'
import { answerOf, blindSpots, nextOf, titleOfContext, titleOfUnanswerable } from './words.ts'

const marks = { readable: '✓', refused: '✗', 'not-tried': '…' } as const

/** The diagnosis as plain text for a terminal. */
export function printDiagnosis(diagnosis: Diagnosis): string {
  const {
    repository,
    branch,
    policy,
    permissions,
    unreadRules,
    required,
    weaknesses,
    unanswerable,
    tried,
    untried,
    paste,
  } = diagnosis
  const width = Math.max(...permissions.map(({ name }) => name.length))
  const lines = [
    text(answerOf(diagnosis)),
    `  next: ${text(nextOf(diagnosis))}`,
    `  ${text(`${repository}, branch ${branch}, policy: ${policy.origin}`)}`,
    ...part(
      'What the token may read',
      permissions.map(
        ({ name, state, purpose, message }) =>
          `${marks[state]} ${name.padEnd(width)}  ${text(message ?? purpose)}`,
      ),
    ),
    ...part('Who could forge what is required', [
      ...unreadRules.map((rule) => `… ${text(rule)}`),
      ...required.flatMap((context) => [
        `${context.weaknesses.length === 0 ? '✓' : '!'} ${text(titleOfContext(context))}`,
        ...context.weaknesses.flatMap(problem).map((line) => `  ${line}`),
      ]),
    ]),
    ...part('The repository as a whole', weaknesses.flatMap(problem)),
    ...part(
      `Checks that would be unknown${tried.length === 0 ? ': none could be tried' : `, tried on ${text(tried.join(', '))}`}`,
      unanswerable.flatMap((one) => [
        `… ${text(titleOfUnanswerable(one))}`,
        `    ${text(one.message)}`,
        ...(one.next === undefined ? [] : [`    → ${text(one.next)}`]),
      ]),
      tried.length > 0 ? 'none' : undefined,
    ),
    ...untried.map((why) => `  … ${text(why)}`),
    ...part('To paste into the job that runs Operator', paste.permissions.split('\n').map(makeVisible)),
    ...part('To paste into .github/operator.yml', paste.policy.split('\n').map(makeVisible)),
    ...part('To paste into the ruleset of the branch', paste.ruleset.split('\n').map(makeVisible)),
    ...part(
      'What this cannot tell',
      blindSpots.map((spot) => `- ${spot}`),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function problem({ message, remedy }: { readonly message: string; readonly remedy: string }): string[] {
  return [`! ${text(message)}`, `  → ${text(remedy)}`]
}

function part(title: string, lines: readonly string[], otherwise?: string): string[] {
  if (lines.length > 0) return ['', title, ...lines.map((line) => `  ${line}`)]
  return otherwise === undefined ? [] : ['', title, `  ${otherwise}`]
}

function text(untrusted: string): string {
  return makeVisible(shorten(untrusted, 500))
}
