import picomatch from 'picomatch'
import type { Fact } from '../fact.ts'
import { listed } from '../outcome.ts'
import type { PrecheckRules } from '../rules.ts'
import type { UndoneFacts } from './facts.ts'
import type { Panel } from './panel.ts'
import type { Found } from './triggers.ts'

/** Going back over what the policy calls critical: by the paths that change, and by the labels of what is taken away. */
export function findCriticalRollback(
  undone: Fact<UndoneFacts> | undefined,
  rules: PrecheckRules,
  panel: Panel,
): Found {
  const next = 'Look by hand at what this rollback takes away.'
  if (undone === undefined) {
    const doubt = { code: 'not-asked', message: 'What this rollback takes away was not asked for.', next }
    return { triggers: [], doubts: [doubt] }
  }
  if (!undone.known) {
    const message = `What this rollback takes away could not be read: ${undone.message}`
    return { triggers: [], doubts: [{ code: undone.code, message, next }] }
  }
  const { paths, pullRequests, complete } = undone.value
  const { 'critical-paths': globs, 'critical-labels': labels } = rules.precheck.escalation
  const isCritical = picomatch([...globs, ...(rules.watch.rollback?.critical ?? [])], { dot: true })
  const touched = paths.filter((path) => isCritical(path))
  const wanted = new Set(labels.map((label) => label.toLowerCase()))
  const marked = pullRequests.filter((pull) => pull.labels.some((label) => wanted.has(label.toLowerCase())))
  const what = [...touched, ...marked.map(({ number }) => `#${number}`)]
  if (what.length > 0) {
    const asking = {
      check: 'precheck/escalation',
      code: 'critical-rollback',
      findings: [],
    }
    const answered = panel.ask(asking).map(({ question, answer }) => ({
      question: { ...question, what: 'rolling back a critical feature' },
      answer,
    }))
    const message = `the rollback takes away what is critical (${listed(what, 3)})`
    return { triggers: [{ kind: 'critical-rollback', message, answered }], doubts: [] }
  }
  if (complete) return { triggers: [], doubts: [] }
  const message = 'Whether this rollback takes away something critical is not known: it goes back too far.'
  return { triggers: [], doubts: [{ code: 'rollback-too-long', message, next }] }
}
