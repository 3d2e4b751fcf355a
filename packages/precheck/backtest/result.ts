import { checkId, checkLevel, checkStatus, type Verdict, verdict } from '@operator/report'
import { z } from 'zod'

const numbers = z.array(z.number().int()).readonly()

/** Why something could not be replayed. */
export const unreplayed = z.object({ code: z.string(), message: z.string() }).readonly()
export type Unreplayed = z.infer<typeof unreplayed>

const found = z
  .object({ check: checkId, level: checkLevel, status: checkStatus, code: z.string(), message: z.string() })
  .readonly()

/** What would have become of one pull request. */
export const replayedPullRequest = z
  .object({
    number: z.number().int(),
    title: z.string(),
    url: z.string(),
    /** ISO 8601. */
    mergedAt: z.string(),
    head: z.string(),
    verdict,
    /** Everything that is not go, whatever its level. */
    found: z.array(found).readonly(),
    unreplayed: unreplayed.optional(),
  })
  .readonly()
export type ReplayedPullRequest = z.infer<typeof replayedPullRequest>

export const backtestReason = z
  .object({
    check: checkId,
    title: z.string(),
    level: checkLevel,
    status: checkStatus,
    code: z.string(),
    count: z.number().int(),
    pullRequests: numbers,
    /** What was said of the newest of them. */
    example: z.string(),
  })
  .readonly()
export type BacktestReason = z.infer<typeof backtestReason>

/** What a policy would have made of the pull requests that were merged last. */
export const backtestResult = z
  .object({
    schemaVersion: z.literal(1),
    kind: z.literal('backtest'),
    /** Operator's version. */
    version: z.string(),
    repository: z.string(),
    branch: z.string(),
    generatedAt: z.iso.datetime(),
    policy: z.object({ origin: z.string(), digest: z.string() }).readonly(),
    /** How many were asked for. */
    asked: z.number().int(),
    /** Present where not even the list of pull requests could be read. */
    unlisted: unreplayed.optional(),
    /** False when there may be newer merges than those listed. */
    complete: z.boolean(),
    /** By what the enforced checks say. */
    verdicts: z.record(verdict, z.number().int()).readonly(),
    /** The newest merge first. */
    pullRequests: z.array(replayedPullRequest).readonly(),
    /** Enforced checks first, then the most frequent. */
    reasons: z.array(backtestReason).readonly(),
    unreplayed: z
      .array(
        z
          .object({ code: z.string(), count: z.number().int(), pullRequests: numbers, example: z.string() })
          .readonly(),
      )
      .readonly(),
    /** What a replay cannot tell. */
    limits: z.array(z.string()).readonly(),
    api: z.object({ graphql_points: z.number().int(), rest_calls: z.number().int() }).readonly(),
  })
  .readonly()
export type BacktestResult = z.infer<typeof backtestResult>

export const noVerdicts: Readonly<Record<Verdict, number>> = {
  go: 0,
  'ask-human': 0,
  incomplete: 0,
  'no-go': 0,
}
