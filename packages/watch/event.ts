import { z } from 'zod'
import { instant } from './plan.ts'

/** What a path's probe found: as expected, otherwise, or nothing was heard. */
export const probeAnswer = z
  .object({
    result: z.enum(['ok', 'wrong', 'silent']),
    /** Of the last try, all steps together. */
    milliseconds: z.number(),
    /** What was wrong; untrusted text. */
    detail: z.string(),
    /** There was an HTTP answer, whatever it said, or a connection on which none came: this machine can reach what is there. */
    answered: z.boolean(),
  })
  .readonly()
export type ProbeAnswer = z.infer<typeof probeAnswer>

export const versionAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('version'), version: z.string() }).readonly(),
  /** Answered, but without a version in it. */
  z.object({ kind: z.literal('unreadable'), reason: z.string() }).readonly(),
  z.object({ kind: z.literal('unreachable'), reason: z.string() }).readonly(),
])
export type VersionAnswer = z.infer<typeof versionAnswer>

/** A sample as the server gave it. Nothing and not-a-number are different from zero, and from each other. */
const sample = z.union([z.number(), z.enum(['none', 'invalid'])])
export type Sample = z.infer<typeof sample>

/** The counts of one stretch of time that ends at `end`. */
const bin = z.object({ end: instant, bad: sample, total: sample }).readonly()
export type Bin = z.infer<typeof bin>

export const metricAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bins'), bins: z.array(bin).readonly() }).readonly(),
  z.object({ kind: z.literal('failed'), reason: z.string() }).readonly(),
])
export type MetricAnswer = z.infer<typeof metricAnswer>

/** Which stretch of time a query is for. `day` and `week` are the watch's own clock times, so much earlier. */
export const metricWindow = z.enum(['before', 'day', 'week', 'watch', 'recovery'])
export type MetricWindow = z.infer<typeof metricWindow>

const at = instant
const round = z.number().int()
const problem = z.string().nullable()

/** Everything that the watch learns, in the order in which it learned it. */
export const watchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('tick'), at }).readonly(),
  z.object({ type: z.literal('version-answered'), at, round, answer: versionAnswer }).readonly(),
  z
    .object({ type: z.literal('probe-answered'), at, round, path: z.string(), answer: probeAnswer })
    .readonly(),
  z
    .object({
      type: z.literal('metric-answered'),
      at,
      metric: z.string(),
      window: metricWindow,
      answer: metricAnswer,
    })
    .readonly(),
  z.object({ type: z.literal('status-set'), at, problem }).readonly(),
  z
    .object({
      type: z.literal('incident-reported'),
      at,
      issue: z.object({ number: z.number().int(), url: z.string() }).readonly().nullable(),
      problem,
    })
    .readonly(),
  z
    .object({
      type: z.literal('rollback-locked'),
      at,
      outcome: z.enum(['acquired', 'taken', 'superseded', 'failed']),
      problem,
    })
    .readonly(),
  z
    .object({
      type: z.literal('rollback-dispatched'),
      at,
      run: z.object({ id: z.number().int(), url: z.string() }).readonly().nullable(),
      problem,
    })
    .readonly(),
  z
    .object({
      type: z.literal('run-read'),
      at,
      status: z.string(),
      conclusion: z.string().nullable(),
      url: z.string(),
      problem,
    })
    .readonly(),
  z.object({ type: z.literal('cancelled'), at, signal: z.string() }).readonly(),
])
export type WatchEvent = z.infer<typeof watchEvent>
export type EventOf<Type extends WatchEvent['type']> = Extract<WatchEvent, { type: Type }>
