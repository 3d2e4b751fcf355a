import { z } from 'zod'
import { severityLevels } from '../policy.ts'
import { cvss3BaseScore } from './cvss3.ts'
import type { OsvAffected, OsvRecord } from './record.ts'

export const severityLevel = z.enum(severityLevels)
export type SeverityLevel = z.infer<typeof severityLevel>

/** How severe an advisory is; `unknown` when nobody scored it, which is not the same as mild. */
export interface Severity {
  readonly level: SeverityLevel | 'unknown'
  readonly score: number | undefined
}

const labels: Readonly<Record<string, SeverityLevel>> = {
  LOW: 'low',
  MODERATE: 'medium',
  MEDIUM: 'medium',
  HIGH: 'high',
  CRITICAL: 'critical',
}

/** The most severe of the label and every score: databases disagree with themselves, and the milder half is no excuse. */
export function severityOf(record: OsvRecord, affected: OsvAffected): Severity {
  if (isMalicious(record)) return { level: 'critical', score: 10 }
  const vectors = [...(affected.severity ?? []), ...(record.severity ?? [])].map((entry) => entry.score)
  // The type field lies in real data (github/advisory-database#4989): only the vector's own prefix counts.
  const scores = vectors.flatMap((vector) => cvss3BaseScore(vector) ?? [])
  const score = scores.length === 0 ? undefined : Math.max(...scores)
  const label = [affected.database_specific, record.database_specific].flatMap((specific) => {
    const value = specific?.['severity']
    return typeof value === 'string' ? (labels[value.toUpperCase()] ?? []) : []
  })
  const levels = [...label, ...(score === undefined || score === 0 ? [] : [levelOf(score)])]
  const worst = levels.sort((a, b) => severityLevels.indexOf(b) - severityLevels.indexOf(a))[0]
  return { level: worst ?? 'unknown', score }
}

/** The more severe of two; a score beside an unknown level stays. */
export function moreSevere(a: Severity, b: Severity): Severity {
  const rank = ({ level }: Severity) => (level === 'unknown' ? -1 : severityLevels.indexOf(level))
  const scores = [a.score, b.score].filter((score) => score !== undefined)
  return {
    level: rank(a) >= rank(b) ? a.level : b.level,
    score: scores.length === 0 ? undefined : Math.max(...scores),
  }
}

/** OpenSSF's malicious-packages records, and GitHub's malware advisories (CWE-506). */
export function isMalicious(record: OsvRecord): boolean {
  if (record.id.startsWith('MAL-') || (record.aliases ?? []).some((alias) => alias.startsWith('MAL-')))
    return true
  const weaknesses = record.database_specific?.['cwe_ids']
  return Array.isArray(weaknesses) && weaknesses.includes('CWE-506')
}

function levelOf(score: number): SeverityLevel {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  return score >= 4 ? 'medium' : 'low'
}
