import { createHash } from 'node:crypto'
import type { Report } from '@operator/report'
import type { RunFacts } from './run-facts.ts'
import { predicateType, type Statement, statementType } from './statement.ts'

export interface Issuance {
  /** Undefined outside GitHub Actions. */
  readonly run: RunFacts | undefined
  /** The tree of the report's base. */
  readonly baseTree: string | null
  /** The report file, byte by byte. */
  readonly reportFile: string
}

/** What a report says, in a form that another job can check. Undefined when the report speaks of no commit. */
export function issueEvidence(
  report: Report,
  { run, baseTree, reportFile }: Issuance,
): Statement | undefined {
  const { head, tree } = report.subject
  if (head === null || tree === null) return undefined
  return {
    _type: statementType,
    subject: [
      { name: 'commit', digest: { gitCommit: head } },
      { name: 'tree', digest: { gitTree: tree } },
    ],
    predicateType,
    predicate: {
      action: report.action,
      version: report.version,
      verdict: report.verdict,
      allowed: report.verdict === 'go',
      generatedAt: report.generatedAt,
      validUntil: report.validUntil,
      subject: report.subject,
      baseTree,
      policyDigest: report.policy.digest,
      checks: report.checks.map(({ id, level, status, reason, questions }) => ({
        id,
        level,
        status,
        code: reason.code,
        ...(questions !== undefined && {
          questions: questions.slice(0, 30).map(({ fingerprint }) => fingerprint),
        }),
      })),
      reportDigest: createHash('sha256').update(reportFile).digest('hex'),
      run: run ?? null,
    },
  }
}
