import type { WatchEvent } from './event.ts'
import type { WatchState } from './state.ts'

/** What a person in front of the log is told after an event: new lines of the timeline, and each look when it is over. */
export function describeRound(
  before: WatchState | undefined,
  event: WatchEvent,
  state: WatchState,
): readonly string[] {
  const news = state.timeline
    .slice(before?.timeline.length ?? 0)
    .map(({ at, what }) => `${clock(at)} ${what}`)
  const { round } = before ?? {}
  const isAnswer = event.type === 'version-answered' || event.type === 'probe-answered'
  if (!isAnswer || round === undefined || state.round !== undefined) return news
  const failed = Object.entries({ ...round.probes, ...probeOf(event) }).flatMap(([path, answer]) =>
    answer !== 'asked' && answer.result !== 'ok' ? [`${path}: ${answer.detail}`] : [],
  )
  const paths = Object.keys(round.probes).length
  const what = [
    state.phase,
    ...(paths > 0
      ? [
          paths === 1
            ? `the path ${failed.length === 0 ? 'works' : 'fails'}`
            : `${paths - failed.length} of ${paths} paths work`,
        ]
      : []),
    ...failed,
    ...versionOf(state),
  ]
  return [`${clock(event.at)} look ${round.number}: ${what.join('; ')}`, ...news]
}

function probeOf(event: WatchEvent) {
  return event.type === 'probe-answered' ? { [event.path]: event.answer } : {}
}

function versionOf({ version: { last } }: WatchState): string[] {
  switch (last?.kind) {
    case undefined:
      return []
    case 'version':
      return [`serves ${last.version.slice(0, 40)}`]
    case 'unreadable':
    case 'unreachable':
      return [last.reason]
  }
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19)
}
