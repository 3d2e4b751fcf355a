import { z } from 'zod'
import type { CheckDefinition, CheckOutcome } from './check.ts'
import { shorten } from './wording.ts'

const crashed = z.object({ kind: z.literal('crashed'), message: z.string() }).readonly()

/** One part's facts, or why there are none. */
export function partSnapshot<Schema extends z.ZodType>(facts: Schema) {
  return z.discriminatedUnion('kind', [z.object({ kind: z.literal('collected'), facts }).readonly(), crashed])
}

export type Part<Facts> =
  | { readonly kind: 'collected'; readonly facts: Facts }
  | { readonly kind: 'crashed'; readonly message: string }

/** Collects one part; its failure stays its own, and goes whole to `onCrash`. `timings` gets its milliseconds. */
export async function collectPart<Facts>(
  name: string,
  timings: Map<string, number>,
  collect: () => Promise<Facts>,
  onCrash?: (error: unknown) => void,
): Promise<Part<Facts>> {
  const start = performance.now()
  try {
    return { kind: 'collected', facts: await collect() }
  } catch (error) {
    onCrash?.(error)
    return { kind: 'crashed', message: messageOf(error) }
  } finally {
    timings.set(name, Math.round(performance.now() - start))
  }
}

/** Judges one part; a crash leaves its checks, and only its checks, unknown. */
export function evaluatePart<Facts>(
  checks: readonly CheckDefinition[],
  part: Part<Facts>,
  evaluate: (facts: Facts) => readonly CheckOutcome[],
): readonly CheckOutcome[] {
  if (part.kind === 'crashed') return crashedOutcomes(checks, part.message)
  try {
    return evaluate(part.facts)
  } catch (error) {
    return crashedOutcomes(checks, messageOf(error))
  }
}

function crashedOutcomes(checks: readonly CheckDefinition[], message: string): CheckOutcome[] {
  return checks.map(({ id }) => ({
    id,
    status: 'unknown',
    reason: { code: 'crashed', message: `Nothing was established: ${message}` },
    evidence: [],
    findings: [],
    next: 'Run it again; if it stays, report it with the log of the job: it is a defect of Operator.',
  }))
}

/** One line without a stack: paths of this machine are nobody's business. */
function messageOf(error: unknown): string {
  const text =
    error instanceof Error ? `${error.name}: ${error.message}` : 'something that is no error was thrown'
  return shorten(text.split('\n')[0] ?? '', 300)
}
