import { type CheckOutcome, codeSpan, escapeMarkdown, formatDuration, shorten } from '@operator/report'
import type { Conclusion } from './conclusion.ts'
import { counted, formatSpan } from './numbers.ts'
import type { WatchPlan } from './plan.ts'
import type { WatchSnapshot } from './snapshot.ts'
import type { WatchState } from './state.ts'

type Watched = Extract<WatchSnapshot, { kind: 'watched' }>

/** More commits than this are counted, not listed. */
const listed = 50

/** The playbook's "Output Format": what shipped, what was measured, and how to take it back. Markdown. */
export function deploymentReport(
  { shipped, afterwards }: Watched,
  state: WatchState,
  conclusion: Conclusion,
  outcomes: readonly CheckOutcome[],
): string {
  const { plan } = state
  const place = plan.environment ?? plan.paths[0]?.origin ?? 'an address'
  const service = plan.service === 'default' ? '' : ` (${plan.service})`
  return [
    `## Deployment ${conclusion === 'healthy' ? 'Complete' : 'Not Complete'}`,
    `### Environment\n${escapeMarkdown(`${place}${service}`)}`,
    `### Changes Deployed\n${changes(shipped).join('\n')}`,
    `### Verification\n${[
      box(outcomes, 'version', 'Deployment successful'),
      box(outcomes, 'errors', 'No errors in logs'),
      box(outcomes, 'paths', 'Core paths tested'),
    ].join('\n')}`,
    `### Monitoring\n${monitoring(state, conclusion, afterwards)}`,
  ].join('\n\n')
}

function changes(shipped: Watched['shipped']): string[] {
  if (shipped.kind === 'unknown') return [`- ${escapeMarkdown(shorten(shipped.why, 300))}`]
  if (shipped.total === 0) return ['- Nothing new: the same commit was deployed before.']
  const commits = shipped.commits.slice(0, listed)
  const more = shipped.total - commits.length
  return [
    ...commits.map(
      ({ sha, title }) => `- ${codeSpan(sha.slice(0, 12))} ${escapeMarkdown(shorten(title, 120))}`,
    ),
    ...(more > 0 ? [`- … and ${more} more`] : []),
  ]
}

/** Ticked only by a measurement, and with what was measured: "no errors" is a count. Not ticked, with the reason why. */
function box(outcomes: readonly CheckOutcome[], check: string, line: string): string {
  const outcome = outcomes.find(({ id }) => id === `post-deploy-watch/${check}`)
  const why = outcome?.reason.message ?? 'Not measured.'
  const tick = outcome?.status === 'pass' ? 'x' : ' '
  return `- [${tick}] ${line} <sub>${escapeMarkdown(shorten(why, 200))}</sub>`
}

function monitoring(state: WatchState, conclusion: Conclusion, afterwards: number | null): string {
  const { plan, rollback, servedSince, regressedAt, ending } = state
  const cut = (regressedAt ?? ending?.at ?? state.now) - (servedSince ?? state.now)
  const watched = `Watched for ${formatSpan(ending?.how === 'watched' ? plan.watch : Math.max(0, cut))}.`
  if (rollback.step === 'proven') {
    return `${watched} Rolled back to ${codeSpan(plan.lastGood?.slice(0, 12) ?? '')}, and proven.`
  }
  const command = `Rollback via: ${rollbackCommand(plan)}`
  if (conclusion !== 'healthy') return `${watched} ${command}`
  return afterwards === null
    ? `${watched} Nothing is watched after that: \`watch.then\` is not set. ${command}`
    : `${watched} Will watch for ${inHours(afterwards)}. ${command}`
}

function inHours(milliseconds: number): string {
  const hours = milliseconds / 3_600_000
  return Number.isInteger(hours) ? counted(hours, 'hour') : formatDuration(milliseconds)
}

function rollbackCommand({ rollback, lastGood }: WatchPlan): string {
  if (rollback.kind === 'automatic') {
    const inputs = Object.entries(rollback.inputs).map(([name, value]) => ` -f ${name}=${value}`)
    return codeSpan(`gh workflow run ${rollback.workflow}${inputs.join('')}`)
  }
  const target = lastGood === null ? '' : ` (last good: ${codeSpan(lastGood.slice(0, 12))})`
  return `${escapeMarkdown(rollback.next)}${target}`
}
