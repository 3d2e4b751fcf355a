import { checkId } from '@operator/report'
import { z } from 'zod'

/** Milliseconds. */
const span = z.number().int().nonnegative()

/** Milliseconds since 1970, UTC. */
export const instant = z.number().int()

const plannedPath = z
  .object({
    name: z.string(),
    /** Where its first request goes: paths of one origin share whether this machine can reach it. */
    origin: z.string(),
  })
  .readonly()
export type PlannedPath = z.infer<typeof plannedPath>

const plannedMetric = z.object({ name: z.string(), every: span }).readonly()
export type PlannedMetric = z.infer<typeof plannedMetric>

/** Whether this watch may roll back by itself; if not, why, and what a person should do. */
export const rollbackPlan = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('automatic'),
      workflow: z.string(),
      inputs: z.record(z.string(), z.string()).readonly(),
      timeout: span,
      verify: span,
    })
    .readonly(),
  z
    .object({
      kind: z.literal('by-hand'),
      code: z.string(),
      reason: z.string(),
      next: z.string(),
    })
    .readonly(),
])
export type RollbackPlan = z.infer<typeof rollbackPlan>

/**
 * Everything that is decided before the first look, and cannot depend on what will be seen: it is what makes the
 * judgement valid, and with the event log it replays the whole watch.
 */
export const watchPlan = z
  .object({
    service: z.string(),
    environment: z.string().nullable(),
    startedAt: instant,
    watch: span,
    interval: span,
    converge: span,
    /** An answer that takes longer is slow. Milliseconds. */
    slow: span,
    alpha: z.number(),
    tolerance: z.number(),
    floor: z.number(),
    ruleOut: z.number(),
    paths: z.array(plannedPath).readonly(),
    metrics: z.array(plannedMetric).readonly(),
    /** The share of α that the looks of this run may spend: one of many scheduled runs spends its share of the time. */
    share: z.number(),
    /** The stretches of time in which errors are counted. `since` is null where they begin once only the new version is served. */
    counting: z.object({ since: instant.nullable(), span }).readonly(),
    version: z
      .object({
        /** False: nobody said how to read it. */
        readable: z.boolean(),
        /** Where it is read. */
        origin: z.string().nullable(),
        /** What should be served. */
        expected: z.string().nullable(),
      })
      .readonly(),
    deployment: z.object({ id: z.number().int(), sha: z.string(), createdAt: instant }).readonly().nullable(),
    /** What was live before, as recorded when this was deployed. */
    lastGood: z.string().nullable(),
    rollback: rollbackPlan,
    /** A rollback of this deployment was begun before this watch started. */
    rollbackBegun: z.boolean(),
    /** The checks that make the verdict and may bring about a rollback; the others are only reported. */
    enforced: z.array(checkId).readonly(),
    /** Whether there is a GitHub to write statuses and incidents to. */
    publishes: z.boolean(),
    /** True: the deployment's status is written only when it gets worse; a scheduled run has nothing else to tell. */
    quiet: z.boolean(),
  })
  .readonly()
export type WatchPlan = z.infer<typeof watchPlan>

/** The error probability of each metric: α of the whole watch, shared by everything that is judged. */
export function alphaOfEach(plan: WatchPlan): number {
  return plan.alpha / Math.max(1, plan.paths.length + plan.metrics.length)
}

/** The error probability of each path: counts go on from run to run, looks begin anew in each. */
export function alphaOfLooks(plan: WatchPlan): number {
  return alphaOfEach(plan) * plan.share
}

/** How many looks at a path there will be. */
export function plannedLooks(plan: WatchPlan): number {
  return Math.max(1, Math.ceil(plan.watch / Math.max(1, plan.interval)))
}
