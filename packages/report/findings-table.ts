import type { Finding } from './finding.ts'
import { codeSpan, escapeMarkdown } from './markdown.ts'
import { shorten } from './wording.ts'

const levelSymbol = { error: '🛑', warning: '⚠️', note: '·' } as const
const stateOrder = { introduced: 0, existing: 1, fixed: 2 } as const
const levelOrder = { error: 0, warning: 1, note: 2 } as const

/** Introduced before existing before fixed, errors first, then by place, so that two runs print the same order. */
export function sortFindings<F extends Finding>(findings: readonly F[]): F[] {
  return [...findings].sort(
    (a, b) =>
      stateOrder[a.state] - stateOrder[b.state] ||
      levelOrder[a.level] - levelOrder[b.level] ||
      compareText(a.location?.path ?? '', b.location?.path ?? '') ||
      (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
      compareText(a.ruleId, b.ruleId) ||
      compareText(a.fingerprint, b.fingerprint),
  )
}

/** `3 introduced, 2 existing, 1 fixed`. */
export function countStates(findings: readonly Finding[]): string {
  return (['introduced', 'existing', 'fixed'] as const)
    .map((state) => ({ state, count: findings.filter((finding) => finding.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`)
    .join(', ')
}

/** The remedy stands below the message: a path cannot be wrapped, and beside it a column of its own is one word wide. */
export const findingsHeader = '| | where | what, and what to do |\n|---|---|---|'

export function findingRow(finding: Finding): string {
  const state = finding.state === 'introduced' ? '' : ` *(${finding.state})*`
  const what = `${codeSpan(finding.ruleId)} ${escapeMarkdown(shorten(finding.message, 400))}${state}`
  return `| ${levelSymbol[finding.level]} | ${place(finding)} | ${what}<br>→ ${escapeMarkdown(shorten(finding.remedy, 300))} |`
}

function place(finding: Finding): string {
  if (!finding.location) return ''
  const { path, line } = finding.location
  return codeSpan(shorten(line === undefined ? path : `${path}:${line}`, 200))
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
