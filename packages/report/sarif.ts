import type { Finding, Level } from './finding.ts'
import { sortFindings } from './findings-table.ts'
import type { Report } from './report.ts'

/** GitHub code scanning reads at most this many results of a run. */
export const sarifResultLimit = 25_000

/** Code scanning sorts by this number: ≥ 9 critical, ≥ 7 high, ≥ 4 medium. */
const securitySeverity: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.0', note: '2.0' }

/** The report's findings as a SARIF 2.1.0 log. Fixed findings are left out: their absence closes the alert. */
export function renderSarif(report: Report): string {
  const findings = sortFindings(report.checks.flatMap((check) => check.findings)).filter(
    (finding) => finding.state !== 'fixed',
  )
  const shown = findings.slice(0, sarifResultLimit)
  const ruleIds = [...new Set(shown.map((finding) => finding.ruleId))].sort()
  const ruleIndex = new Map(ruleIds.map((id, index) => [id, index]))
  const rules = ruleIds.map((id) => ({
    id,
    name: id,
    shortDescription: { text: id },
    properties: {
      tags: ['security'],
      'security-severity': securitySeverity[shown.find((finding) => finding.ruleId === id)?.level ?? 'note'],
    },
  }))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: `operator/${report.action}`, version: report.version, rules } },
        automationDetails: { id: `operator/${report.action}/${report.subject.service}/` },
        columnKind: 'utf16CodeUnits',
        results: shown.map((finding) => renderResult(finding, ruleIndex.get(finding.ruleId) ?? 0)),
        properties: { cut: findings.length - shown.length },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function renderResult(finding: Finding, ruleIndex: number): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.level,
    message: { text: `${finding.message}\n${finding.remedy}` },
    baselineState: finding.state === 'introduced' ? 'new' : 'unchanged',
    partialFingerprints: { 'operatorFingerprint/v1': finding.fingerprint },
    properties: { proof: finding.proof },
    locations: finding.location
      ? [
          {
            physicalLocation: {
              artifactLocation: {
                uri: finding.location.path.split('/').map(encodePathSegment).join('/'),
                uriBaseId: '%SRCROOT%',
              },
              region: {
                startLine: finding.location.line ?? 1,
                ...(finding.location.column !== undefined && { startColumn: finding.location.column }),
                ...(finding.location.endLine !== undefined && { endLine: finding.location.endLine }),
              },
            },
          },
        ]
      : [],
  }
}

/** A lone surrogate, which `encodeURIComponent` refuses, becomes U+FFFD. */
function encodePathSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed())
}
