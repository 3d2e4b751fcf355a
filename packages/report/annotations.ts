import type { Level } from './finding.ts'
import { sortFindings } from './findings-table.ts'
import type { Report } from './report.ts'

export interface Annotation {
  readonly level: Level
  readonly title: string
  readonly message: string
  readonly path?: string
  readonly line?: number
}

/** GitHub keeps ten annotations per level and step. */
const perLevel = 10

/** Introduced findings that have a place, at most ten per level; the tenth says how many more there are. */
export function annotate(report: Report): Annotation[] {
  const findings = sortFindings(report.checks.flatMap((check) => check.findings)).filter(
    (finding) => finding.state === 'introduced' && finding.location !== undefined,
  )
  return (['error', 'warning', 'note'] as const).flatMap((level) => {
    const all = findings.filter((finding) => finding.level === level)
    const shown = all.length > perLevel ? all.slice(0, perLevel - 1) : all
    const annotations: Annotation[] = shown.map((finding) => ({
      level,
      title: finding.ruleId,
      message: `${finding.message}\n${finding.remedy}`.slice(0, 4_000),
      ...(finding.location && { path: finding.location.path }),
      ...(finding.location?.line !== undefined && { line: finding.location.line }),
    }))
    if (all.length > perLevel) {
      const rest = all.length - shown.length
      annotations.push({ level, title: report.action, message: `and ${rest} more; see the job summary` })
    }
    return annotations
  })
}
