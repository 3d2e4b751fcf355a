import type { SourceAnswer } from '@operator/report'
import type { WatchState } from './state.ts'

/** Who was asked what, and whether there was an answer at all. */
export function sourcesOf(state: WatchState, earlier: readonly string[]): SourceAnswer[] {
  const { plan, reached, metrics, problems } = state
  const origins = [
    ...new Set([
      ...plan.paths.map(({ origin }) => origin),
      ...(plan.version.origin === null ? [] : [plan.version.origin]),
    ]),
  ]
  const [problem] = [...earlier, ...problems]
  return [
    ...origins.map((origin) => ({ question: 'paths', source: origin, answered: reached.includes(origin) })),
    ...plan.metrics.map(({ name }) => ({
      question: 'errors',
      source: `metric ${name}`,
      answered: (metrics[name]?.bins.watch ?? []).length > 0 && metrics[name]?.failuresInARow === 0,
    })),
    ...(plan.publishes
      ? [
          {
            question: 'deployments',
            source: 'GitHub',
            answered: problem === undefined,
            ...(problem !== undefined && { detail: problem }),
          },
        ]
      : []),
  ]
}
