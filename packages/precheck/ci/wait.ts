import { setTimeout as sleep } from 'node:timers/promises'
import { type GitHub, readCommitChecks } from '@operator/github'
import { known } from '../fact.ts'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { CiFacts, SuiteFacts } from './facts.ts'
import { judgeCi } from './judge-ci.ts'

/** What has not reported at all gets so long to do so: workflows are created within seconds of a push. Milliseconds. */
const grace = 30_000
/** The event that started this run may have started others, which GitHub creates within seconds. Milliseconds. */
const settling = 5_000
const startsOthers = ['push', 'pull_request', 'pull_request_target', 'merge_group']
const firstPause = 10_000
const longestPause = 60_000

/**
 * Reads the checks again, at growing intervals, until nothing that could still change the verdict is unfinished or the time
 * is over. One GraphQL point each time; it stops where something has failed, and where the budget ends.
 */
export async function waitForChecks(
  first: CiFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
  github: GitHub,
  wait: number,
  progress: (at: string) => void,
): Promise<CiFacts> {
  const started = performance.now()
  const waited = () => Math.round(performance.now() - started)
  let facts = first
  let pause = firstPause
  for (;;) {
    const open = findOpen(facts, subject, rules)
    if (open === undefined) return { ...facts, waited: facts === first ? 0 : waited() }
    const left = Math.min(wait, open.for) - waited()
    if (left <= 0) return { ...facts, waited: open.kind === 'settling' && facts === first ? 0 : waited() }
    progress(`waiting for ${open.what}`)
    await sleep(Math.min(pause, left))
    pause = Math.min(pause * 1.5, longestPause)
    const again = await readCommitChecks(github, subject.head)
    if (!again.ok) return { ...facts, waited: waited() }
    facts = { ...facts, checks: known(again.value), readAt: new Date().toISOString() }
  }
}

interface Open {
  readonly kind: 'unfinished' | 'missing' | 'settling'
  readonly what: string
  /** How long it may be worth waiting, from the first reading on. Milliseconds. */
  readonly for: number
}

/** What is still open, if waiting can help. */
function findOpen(facts: CiFacts, subject: SubjectFacts, rules: PrecheckRules): Open | undefined {
  if (!facts.checks.known || facts.checks.value.unread.length > 0) return undefined
  const { counted, required, notStarted } = judgeCi(facts, facts.checks.value, subject, rules)
  if (counted.some(({ state }) => state === 'red')) return undefined
  const pending = [
    ...counted.filter(({ state }) => state === 'pending').map(({ name }) => name),
    ...notStarted,
  ]
  if (pending.length > 0) {
    return { kind: 'unfinished', what: pending.slice(0, 3).join(', '), for: Number.POSITIVE_INFINITY }
  }
  const missing = required.flatMap((result) => (result.kind === 'missing' ? [result.required.name] : []))
  if (missing.length > 0) return { kind: 'missing', what: missing.slice(0, 3).join(', '), for: grace }
  const { ownRun, readAt } = facts
  if (counted.some(({ state }) => state === 'green')) {
    const young = settling - ageOf(ownRun?.id, facts.checks.value.suites, readAt)
    return young > 0 ? { kind: 'settling', what: 'workflows that may still begin', for: young } : undefined
  }
  if (rules.precheck['allow-no-checks']) return undefined
  return { kind: 'missing', what: 'any check', for: grace }
}

/** How long ago the event happened that this run is about; for ever where it started nothing else. Milliseconds. */
function ageOf(run: number | undefined, suites: readonly SuiteFacts[], readAt: string): number {
  const own = suites.find((suite) => suite.run !== undefined && suite.run.id === run)
  if (own?.createdAt === undefined || !startsOthers.includes(own.run?.event ?? ''))
    return Number.POSITIVE_INFINITY
  return Math.max(0, Date.parse(readAt) - Date.parse(own.createdAt))
}
