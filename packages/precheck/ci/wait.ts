import { setTimeout as sleep } from 'node:timers/promises'
import { type GitHub, readCommitChecks } from '@operator/github'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { CiFacts } from './facts.ts'
import { judgeCi } from './judge-ci.ts'

/** What has not reported at all gets so long to do so: workflows are created within seconds of a push. Milliseconds. */
const grace = 30_000
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
    const open = unfinished(facts, subject, rules)
    const limit = open.missingOnly ? Math.min(wait, grace) : wait
    const left = limit - waited()
    if (open.what === undefined || left <= 0)
      return { ...facts, waited: open.what === undefined && facts === first ? 0 : waited() }
    progress(`waiting for ${open.what}`)
    await sleep(Math.min(pause, left))
    pause = Math.min(pause * 1.5, longestPause)
    const again = await readCommitChecks(github, subject.head)
    if (!again.ok) return { ...facts, waited: waited() }
    facts = { ...facts, checks: { known: true, value: again.value } }
  }
}

/** What is still open, if waiting can help. */
function unfinished(
  facts: CiFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): { readonly what: string | undefined; readonly missingOnly: boolean } {
  const none = { what: undefined, missingOnly: false }
  if (!facts.checks.known || facts.checks.value.unread.length > 0) return none
  const { counted, required, notStarted } = judgeCi(facts, facts.checks.value, subject, rules)
  if (counted.some(({ state }) => state === 'red')) return none
  const pending = [
    ...counted.filter(({ state }) => state === 'pending').map(({ name }) => name),
    ...notStarted,
  ]
  if (pending.length > 0) return { what: pending.slice(0, 3).join(', '), missingOnly: false }
  const missing = required.flatMap((result) => (result.kind === 'missing' ? [result.required.name] : []))
  if (missing.length > 0) return { what: missing.slice(0, 3).join(', '), missingOnly: true }
  return counted.some(({ state }) => state === 'green') ? none : { what: 'any check', missingOnly: true }
}
