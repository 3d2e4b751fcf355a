import type { OtherAnswer } from './evidence/judge-evidence.ts'
import { isDeploying, type SubjectFacts } from './subject.ts'

const hour = 3_600_000

/** How long the answer holds, in milliseconds: until the window changes or evidence expires, an hour before a deployment, else a day. */
export function howLongItHolds(
  subject: SubjectFacts,
  windowHoldsUntil: string | undefined,
  answers: readonly OtherAnswer[],
  now: Date,
): number {
  const ends = [
    isDeploying(subject) ? windowHoldsUntil : undefined,
    ...answers.map((answer) => (answer.kind === 'answered' ? answer.validUntil : undefined)),
  ]
  const left = ends.flatMap((end) => (end === undefined ? [] : [Date.parse(end) - now.getTime()]))
  return Math.max(0, Math.min(isDeploying(subject) ? hour : 24 * hour, ...left))
}
