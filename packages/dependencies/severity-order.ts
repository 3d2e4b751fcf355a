import { severityLevels } from './policy.ts'
import type { Vulnerability } from './snapshot.ts'

/** Malware first, then by severity; an unscored one stands between medium and high. Equal ones by name, so that two runs agree. */
export function bySeverity(a: Vulnerability, b: Vulnerability): number {
  return (
    rank(b) - rank(a) ||
    (b.score ?? 0) - (a.score ?? 0) ||
    compareText(a.package.name, b.package.name) ||
    compareText(a.package.version, b.package.version) ||
    compareText(a.ids[0] ?? '', b.ids[0] ?? '')
  )
}

function rank({ malicious, severity }: Vulnerability): number {
  if (malicious) return severityLevels.length + 1
  return severity === 'unknown' ? 2.5 : severityLevels.indexOf(severity) + 1
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
