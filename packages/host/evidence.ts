import { issueEvidence, serialiseEvidence } from '@operator/evidence'
import { resolveCommit } from '@operator/git'
import type { Report } from '@operator/report'
import type { z } from 'zod'
import type { Request } from './request.ts'

/** The output `evidence`: what the report says, in a form that another job can check. Empty where it speaks of no commit. */
export async function evidenceOf<Shape extends z.ZodRawShape>(
  { sight, run }: Request<Shape>,
  report: Report,
  reportFile: string,
): Promise<string> {
  if (sight.kind !== 'seen') return ''
  const { repository, base } = sight.range
  const commit = base === null ? undefined : await resolveCommit(repository, base)
  if (base !== null && commit === undefined) throw new Error(`The base ${base} is no longer in the clone.`)
  const evidence = issueEvidence(report, { run, baseTree: commit?.tree ?? null, reportFile })
  return evidence === undefined ? '' : serialiseEvidence(evidence)
}
