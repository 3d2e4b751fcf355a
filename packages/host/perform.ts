import { setFailed } from '@actions/core'
import type { z } from 'zod'
import type { ActionDefinition, Evaluation } from './action.ts'
import { composeFrom } from './compose.ts'
import { explain } from './explain.ts'
import { phase } from './log.ts'
import { publish } from './publish.ts'
import { readRequest } from './read-request.ts'
import { isSeen, type Request } from './request.ts'
import { isPolicyKnown, type Unseen } from './sight.ts'
import { keepSnapshot, readSnapshot } from './snapshot.ts'
import { unknownOutcomes } from './unseen.ts'
import { UserError } from './user-error.ts'

/** Read → collect → evaluate → publish. */
export async function perform<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
): Promise<void> {
  const timings = new Map<string, number>()
  const { request, kept } = await phase('read', timings, () => read(definition))
  const { evaluation, crashed } = await judge(definition, request, kept, timings)
  await publish(request, composeFrom(request, evaluation, timings), {
    mayAllow: !crashed && !request.replayed,
    trackingIssue: evaluation.trackingIssue,
    outputs: evaluation.outputs ?? {},
  })
}

interface Judged {
  readonly evaluation: Evaluation
  readonly crashed: boolean
}

interface Read<Shape extends z.ZodRawShape, Snapshot> {
  readonly request: Request<Shape>
  /** The facts of an earlier run, when they are to be judged again. */
  readonly kept: Snapshot | undefined
}

async function read<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
): Promise<Read<Shape, Snapshot>> {
  const replayed = readSnapshot(definition, process.env)
  if (replayed !== undefined) return { request: replayed.request, kept: replayed.facts }
  return { request: await readRequest(definition, process.env), kept: undefined }
}

interface Steps<Snapshot> {
  readonly collect: () => Promise<Snapshot>
  readonly evaluate: (facts: Snapshot) => Evaluation
}

/** What this action does with what could be seen, or why it cannot do anything. */
function stepsFor<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
  request: Request<Shape>,
): Steps<Snapshot> | { readonly why: Unseen } {
  if (isSeen(request)) {
    return {
      collect: () => definition.collect(request),
      evaluate: (facts) => definition.evaluate(facts, request),
    }
  }
  const { sight } = request
  if (sight.kind === 'seen') throw new Error('A request that is seen was taken for unseen.')
  const { withoutRange } = definition
  if (withoutRange === undefined || !isPolicyKnown(sight)) return { why: sight }
  return {
    collect: () => withoutRange.collect(request),
    evaluate: (facts) => withoutRange.evaluate(facts, request),
  }
}

/** A crash while judging is ours, and `incomplete`: the report still says which checks nobody answered. */
async function judge<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
  request: Request<Shape>,
  kept: Snapshot | undefined,
  timings: Map<string, number>,
): Promise<Judged> {
  const steps = stepsFor(definition, request)
  if ('why' in steps) {
    return { evaluation: { outcomes: unknownOutcomes(request.checks, steps.why) }, crashed: false }
  }
  try {
    const facts =
      kept ??
      (await phase('collect', timings, async () => keepSnapshot(definition, request, await steps.collect())))
    const evaluation = await phase('evaluate', timings, async () => steps.evaluate(facts))
    return { evaluation, crashed: false }
  } catch (error) {
    if (error instanceof UserError) throw error
    setFailed(explain(error))
    const message = 'Operator crashed while judging; nothing was established.'
    const next = 'Report this with the log of the job: it is a defect of Operator.'
    const outcomes = unknownOutcomes(request.checks, { code: 'crashed', message, next })
    return { evaluation: { outcomes }, crashed: true }
  }
}
