import { z } from 'zod'
import { type Answer, answered, type Problem, unanswered } from './answer.ts'

/** Stands in an answer where GitHub refused that part. It is never null, which means "there is none". */
export interface Hole {
  readonly unanswered: Problem
  /** What was refused; the hole may be further up, where null is allowed. */
  readonly path: readonly (string | number)[]
}

const problem: z.ZodType<Problem> = z.union([
  z.object({ kind: z.literal('forbidden'), message: z.string() }),
  z.object({ kind: z.literal('not-found'), message: z.string() }),
  z.object({ kind: z.literal('rate-limited'), message: z.string() }),
  z.object({ kind: z.literal('partial'), message: z.string() }),
])

/** A part of a GraphQL answer that GitHub may refuse by itself. */
export function orHole<T>(schema: z.ZodType<T>): z.ZodType<T | Hole> {
  return z.union([
    z.strictObject({ unanswered: problem, path: z.array(z.union([z.string(), z.number()])) }),
    schema,
  ])
}

export function isHole(value: unknown): value is Hole {
  return typeof value === 'object' && value !== null && 'unanswered' in value
}

export interface PlacedProblem {
  readonly problem: Problem
  /** Where in the answer; undefined when GitHub does not say. */
  readonly path: readonly (string | number)[] | undefined
}

/**
 * Puts a {@link Hole} where each problem left null. A null travels up to the nearest parent that may be null, so the first
 * null on the path is the place. A problem without a place, or at a place that holds a value, spoils the whole answer.
 */
export function placeHoles(data: unknown, problems: readonly PlacedProblem[]): Answer<unknown> {
  const copy: unknown = structuredClone(data)
  for (const { problem, path } of problems) {
    if (path === undefined || !place(copy, path, { unanswered: problem, path })) return unanswered(problem)
  }
  return answered(copy)
}

function place(root: unknown, path: readonly (string | number)[], hole: Hole): boolean {
  let current = root
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return false
    const child: unknown = Reflect.get(current, key)
    if (isHole(child)) return true
    if (child === null) return Reflect.set(current, key, hole)
    current = child
  }
  return false
}
