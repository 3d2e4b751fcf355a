import type { Report } from './report.ts'
import { renderSummary } from './summary.ts'

/** GitHub refuses a longer comment body. */
export const commentLimit = 65_536

/** The report as a pull request comment: the summary, within the comment's limit. The port adds the hidden marker. */
export function renderComment(report: Report, existing: 'listed' | 'counted'): string {
  return renderSummary(report, { limit: commentLimit - 512, existing })
}
