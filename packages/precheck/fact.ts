import { type Answer, describeProblem, type Problem } from '@operator/github'
import { z } from 'zod'

/** Why something that was asked has no answer. The first seven are GitHub's ({@link Problem}). */
const unreadCode = z.enum([
  'forbidden',
  'not-found',
  'rate-limited',
  'unavailable',
  'invalid',
  'conflict',
  'partial',
  'no-token',
  'no-run',
  'not-asked',
  'not-in-clone',
  'not-in-queue',
  'too-many',
  'no-metric',
  'traffic-unread',
])
export type UnreadCode = z.infer<typeof unreadCode>

const unread = z
  .object({
    known: z.literal(false),
    code: unreadCode,
    /** One sentence. */
    message: z.string(),
  })
  .readonly()
/** Asked and not answered. */
export type Unread = z.infer<typeof unread>

/** Something that was asked: the answer, or why there is none. It is never silently empty. */
export type Fact<T> = { readonly known: true; readonly value: T } | Unread

export function fact<T>(value: z.ZodType<T>): z.ZodType<Fact<T>> {
  return z.discriminatedUnion('known', [z.object({ known: z.literal(true), value }).readonly(), unread])
}

export function known<T>(value: T): Fact<T> {
  return { known: true, value }
}

export function unreadBecause(code: UnreadCode, message: string): Unread {
  return { known: false, code, message }
}

export const noToken = unreadBecause('no-token', 'There is no token to ask GitHub with.')

export function factOf<T>(answer: Answer<T>): Fact<T> {
  return answer.ok ? known(answer.value) : unreadOf(answer.problem)
}

function unreadOf(problem: Problem): Unread {
  return unreadBecause(problem.kind, describeProblem(problem))
}
