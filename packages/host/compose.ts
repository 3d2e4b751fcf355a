import { assembleChecks, composeReport, type Report } from '@operator/report'
import type { z } from 'zod'
import type { Evaluation } from './action.ts'
import type { Request } from './request.ts'
import { version } from './version.ts'

const day = 86_400_000

/** The report on a request: what was found out, joined with what the policy makes of it. */
export function composeFrom<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  evaluation: Evaluation,
  timings: ReadonlyMap<string, number>,
): Report {
  const { common, event, sight } = request
  const seen = sight.kind === 'seen' ? sight : undefined
  const cost = request.github?.cost() ?? { rest: 0, graphqlPoints: 0 }
  return composeReport({
    version,
    action: request.action,
    subject: {
      repository: {
        name: `${event.repository.owner}/${event.repository.name}`,
        ...(event.repository.id !== undefined && { id: event.repository.id }),
      },
      service: common.service,
      ...(common.environment !== undefined && { environment: common.environment }),
      mode: common.mode,
      stage: event.stage,
      intent: common.intent,
      head: event.pullRequest?.head ?? seen?.head.oid ?? null,
      base: seen?.range.base ?? null,
      baseMeaning: seen?.baseMeaning ?? 'nothing (see the checks)',
      tree: seen?.head.tree ?? null,
    },
    checks: assembleChecks(request.checks, evaluation.outcomes, request.policy.checks),
    generatedAt: request.now.toISOString(),
    validUntil: new Date(request.now.getTime() + (evaluation.validFor ?? day)).toISOString(),
    timings: Object.fromEntries(timings),
    apiCost: cost,
    api: { graphql_points: cost.graphqlPoints, rest_calls: cost.rest },
    sources: evaluation.sources ?? [],
    policy: request.effectivePolicy,
    ...(evaluation.headline !== undefined && { headline: evaluation.headline }),
    ...(evaluation.preamble !== undefined && { preamble: evaluation.preamble }),
  })
}
