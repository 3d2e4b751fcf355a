import type { Level } from './finding.ts'
import { sortFindings } from './findings-table.ts'
import type { Report } from './report.ts'
import { makeVisible } from './visible.ts'
import { shorten } from './wording.ts'

export interface Annotation {
  readonly level: Level
  readonly title: string
  readonly message: string
  readonly path?: string
  readonly line?: number
  /** The last line of what it is about. */
  readonly endLine?: number
}

/** GitHub keeps ten annotations per level and step, and the step's own failure message is one of them. */
const perLevel = 9

/**
 * Introduced findings that have a place, at most nine per level; the ninth says how many more there are. What people overrode
 * comes before, so that nobody takes it for passed.
 */
export function annotate(report: Report): Annotation[] {
  const findings = sortFindings(report.checks.flatMap((check) => check.findings)).filter(
    (finding) => finding.state === 'introduced' && finding.location !== undefined,
  )
  const found = (['error', 'warning', 'note'] as const).flatMap((level) => {
    const all = findings.filter((finding) => finding.level === level)
    const shown = all.length > perLevel ? all.slice(0, perLevel - 1) : all
    const annotations: Annotation[] = shown.map((finding) => ({
      level,
      title: makeVisible(finding.ruleId),
      message: `${text(finding.message)}\n${text(finding.remedy)}`,
      ...(finding.location && { path: finding.location.path }),
      ...(finding.location?.line !== undefined && { line: finding.location.line }),
      ...(finding.location?.endLine !== undefined && { endLine: finding.location.endLine }),
    }))
    if (all.length > perLevel) {
      const rest = all.length - shown.length
      annotations.push({ level, title: report.action, message: `and ${rest} more; see the job summary` })
    }
    return annotations
  })
  return [...overridden(report), ...found]
}

/** One for all of them. */
function overridden({ checks }: Report): Annotation[] {
  const lines = checks.flatMap(({ id, status, reason }) =>
    status === 'overridden' ? [`${makeVisible(id)}: ${text(reason.message)}`] : [],
  )
  return lines.length === 0
    ? []
    : [{ level: 'note', title: 'overridden', message: lines.join('\n').slice(0, 4_000) }]
}

/** The runner cuts a longer message, at 4,096 characters. */
function text(untrusted: string): string {
  return makeVisible(shorten(untrusted, 600))
}
