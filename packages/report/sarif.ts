import type { Finding, Level, Location } from './finding.ts'
import { sortFindings } from './findings-table.ts'
import type { Report } from './report.ts'
import { makeVisible } from './visible.ts'
import { shorten } from './wording.ts'

/** GitHub code scanning reads at most this many results of a run. */
export const sarifResultLimit = 25_000

/** Code scanning sorts security findings by this number: ≥ 9 critical, ≥ 7 high, ≥ 4 medium. */
const securitySeverity: Readonly<Record<Level, string>> = { error: '8.0', warning: '5.0', note: '2.0' }

interface PlacedFinding extends Finding {
  readonly location: Location
  readonly security: boolean
}

/**
 * The report's findings as a SARIF 2.1.0 log. Fixed findings are left out, since their absence closes the alert, and so are
 * those without a place: code scanning refuses the whole log for one of them.
 */
export function renderSarif(report: Report): string {
  const placed = report.checks.flatMap(({ id, findings }) =>
    findings.flatMap((finding): PlacedFinding[] =>
      finding.state === 'fixed' || finding.location === undefined
        ? []
        : [{ ...finding, location: finding.location, security: id.startsWith('security-baseline/') }],
    ),
  )
  const shown = sortFindings(placed).slice(0, sarifResultLimit)
  const firstOfRule = new Map(shown.toReversed().map((finding) => [finding.ruleId, finding]))
  const ruleIds = [...firstOfRule.keys()].sort()
  const ruleIndex = new Map(ruleIds.map((id, index) => [id, index]))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: `operator/${report.action}`,
            version: report.version,
            rules: ruleIds.map((id) => renderRule(id, firstOfRule.get(id))),
          },
        },
        automationDetails: { id: `operator/${report.action}/${report.subject.service}/` },
        columnKind: 'utf16CodeUnits',
        results: shown.map((finding) => renderResult(finding, ruleIndex.get(finding.ruleId) ?? 0)),
        properties: {
          cut: placed.length - shown.length,
          overridden: report.checks.flatMap(({ id, status, reason }) =>
            status === 'overridden' ? [`${id}: ${text(reason.message)}`] : [],
          ),
        },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function renderRule(id: string, finding: PlacedFinding | undefined): object {
  return {
    id,
    name: id,
    shortDescription: { text: id },
    ...(finding?.security && {
      properties: { tags: ['security'], 'security-severity': securitySeverity[finding.level] },
    }),
  }
}

function renderResult(finding: PlacedFinding, ruleIndex: number): object {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    level: finding.level,
    message: { text: `${text(finding.message)}\n${text(finding.remedy)}` },
    baselineState: finding.state === 'introduced' ? 'new' : 'unchanged',
    partialFingerprints: { 'operatorFingerprint/v1': finding.fingerprint },
    properties: { proof: finding.proof },
    locations: [
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
    ],
  }
}

function text(untrusted: string): string {
  return makeVisible(shorten(untrusted, 1_000))
}

/** A lone surrogate, which `encodeURIComponent` refuses, becomes U+FFFD. */
function encodePathSegment(segment: string): string {
  return encodeURIComponent(segment.toWellFormed())
}
