import { type CheckOutcome, formatDuration, lowTrafficWords, verdictOfStatus, worst } from '@operator/report'
import { outcomesOf } from './outcomes/index.ts'
import { regressionOf } from './regression.ts'
import type { WatchState } from './state.ts'

/** `healthy` is go, `regressed` is no-go; the other two are incomplete: nothing is known to be wrong, nor to be right. */
export type Conclusion = 'healthy' | 'regressed' | 'inconclusive' | 'watch-failed'

/** Reasons that lie with the watch or its sources, not with the deployment. */
const ownFault = new Set(['watch-interrupted', 'never-reached', 'no-data', 'version-unreachable'])

/** The end of a watch in one word and one line. */
export function concludeWatch(state: WatchState): {
  readonly conclusion: Conclusion
  /** Without a full stop: others write on. */
  readonly headline: string
} {
  const { conclusion, sentence } = conclude(state)
  return { conclusion, headline: sentence.replace(/\.$/, '') }
}

function conclude(state: WatchState): { readonly conclusion: Conclusion; readonly sentence: string } {
  const outcomes = outcomesOf(state)
  const enforced = outcomes.filter((outcome) => state.plan.enforced.includes(outcome.id))
  const verdict = worst(enforced.map(({ status }) => verdictOfStatus(status)))
  const of = (wanted: typeof verdict) =>
    enforced.find(({ status }) => verdictOfStatus(status) === wanted)?.reason ?? {
      code: 'nothing-enforced',
      message: 'no check is enforced.',
    }
  switch (verdict) {
    case 'go':
      return { conclusion: 'healthy', sentence: `Healthy: ${passed(state, outcomes)}` }
    case 'no-go':
      return { conclusion: 'regressed', sentence: regressed(state, of('no-go').message) }
    case 'ask-human':
    case 'incomplete': {
      const { code, message } = of(verdict)
      if (ownFault.has(code)) return { conclusion: 'watch-failed', sentence: `Watch failed: ${message}` }
      const cause = isLowTrafficOnly(outcomes) ? `${lowTrafficWords}: ` : ''
      return { conclusion: 'inconclusive', sentence: `Inconclusive: ${cause}${message}` }
    }
  }
}

/** Too few requests are all that is missing. */
function isLowTrafficOnly(outcomes: readonly CheckOutcome[]): boolean {
  const find = (check: string) => outcomes.find(({ id }) => id === `post-deploy-watch/${check}`)
  return (
    find('errors')?.reason.code === 'too-little-traffic' &&
    find('version')?.status === 'pass' &&
    find('paths')?.status === 'pass'
  )
}

function passed(state: WatchState, outcomes: readonly CheckOutcome[]): string {
  const said = outcomes
    .filter(({ id, status }) => status === 'pass' && /\/(version|paths|errors)$/.test(id))
    .map(({ reason }) => reason.message.replace(/\.$/, ''))
  return said.length === 0 ? `watched for ${formatDuration(state.plan.watch)}` : `${said.join('; ')}.`
}

function regressed(state: WatchState, reason: string): string {
  const title = regressionOf(state)?.title
  const { rollback, plan } = state
  const target = plan.lastGood?.slice(0, 12) ?? ''
  const what = title === undefined ? `Not served: ${reason}` : `Regressed: ${title}`
  switch (rollback.step) {
    case 'proven':
      return title === undefined
        ? `Rolled back to ${target}, proven.`
        : `${what}. Rolled back to ${target}, proven.`
    case 'unproven':
      return `${what}. Rollback not proven: ${rollback.reason}`
    case 'by-hand':
      return `${what}. Not rolled back: ${rollback.reason}`
    default:
      return what
  }
}
