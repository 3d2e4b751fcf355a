import { setFailed } from '@actions/core'
import type { z } from 'zod'
import type { ActionDefinition, Evaluation } from './action.ts'
import { composeFrom } from './compose.ts'
import { phase } from './log.ts'
import { publish, publishNothing } from './publish.ts'
import { type Request, readRequest, type SeenRequest } from './request.ts'
import { obtainSnapshot } from './snapshot.ts'
import { unknownOutcomes } from './unseen.ts'
import { UserError } from './user-error.ts'

/** Runs an action: read → collect → evaluate → publish. Whatever fails, the verdict is never go. */
export async function run<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
): Promise<void> {
  const timings = new Map<string, number>()
  try {
    const request = await phase('read', timings, () =>
      readRequest(definition.action, definition.inputs, definition.checks, process.env),
    )
    const evaluation = await judge(definition, request, timings)
    await publish(request, composeFrom(request, evaluation, timings))
  } catch (error) {
    publishNothing()
    setFailed(explain(error))
  }
}

/** A crash while judging is ours, and `incomplete`: the report still says which checks nobody answered. */
async function judge<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
  request: Request<Shape>,
  timings: Map<string, number>,
): Promise<Evaluation> {
  if (!isSeen(request)) {
    const { sight } = request
    if (sight.kind === 'seen') throw new Error('A request that is seen was taken for unseen.')
    return { outcomes: unknownOutcomes(definition.checks, sight) }
  }
  try {
    const snapshot = await phase('collect', timings, () =>
      obtainSnapshot(definition.snapshot, request.common.snapshot, () => definition.collect(request)),
    )
    return await phase('evaluate', timings, async () => definition.evaluate(snapshot, request))
  } catch (error) {
    if (error instanceof UserError) throw error
    setFailed(explain(error))
    const message = 'Operator crashed while judging; nothing was established.'
    const next = 'Report this with the log of the job: it is a defect of Operator.'
    return { outcomes: unknownOutcomes(definition.checks, { code: 'crashed', message, next }) }
  }
}

function isSeen<Shape extends z.ZodRawShape>(request: Request<Shape>): request is SeenRequest<Shape> {
  return request.sight.kind === 'seen'
}

function explain(error: unknown): string {
  if (error instanceof UserError) return error.message
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `This is a defect of Operator; please report it with this text.\n${stack}`
}
