import type { Range } from '@operator/git'
import { compareDetections, type Detection, type Finding, fingerprint } from '@operator/report'
import { auditFile } from './audit.ts'
import { readSources, type SourceFile } from './files.ts'
import { applyIgnores } from './ignore-comments.ts'
import type { WorkflowsPolicy } from './policy.ts'
import type { WorkflowsSnapshot } from './snapshot.ts'

interface Judged {
  readonly detections: readonly Detection[]
  readonly problems: readonly string[]
}

/** Audits the range's head and base from git objects. Throws git's errors. */
export async function collectWorkflows(range: Range, policy: WorkflowsPolicy): Promise<WorkflowsSnapshot> {
  const head = await readSources(range.repository, range.head)
  const base = range.base === null ? [] : await readSources(range.repository, range.base)
  return auditSources(head, base, policy)
}

/** The same from files that were read already. */
export function auditSources(
  head: readonly SourceFile[],
  base: readonly SourceFile[],
  policy: WorkflowsPolicy,
): WorkflowsSnapshot {
  const before = new Map(base.map((file) => [file.path, file]))
  const findings: Finding[] = []
  const unjudged: { path: string; problem: string; introduced: boolean }[] = []
  for (const file of head) {
    const old = before.get(file.path)
    before.delete(file.path)
    const now = judge(file, old, policy)
    const then = old === undefined ? undefined : judge(old, old, policy)
    findings.push(...compareDetections(now.detections, then?.detections ?? []))
    for (const problem of now.problems) {
      unjudged.push({ path: file.path, problem, introduced: old?.oid !== file.oid })
    }
  }
  for (const gone of before.values())
    findings.push(...compareDetections([], judge(gone, gone, policy).detections))
  return { files: head.map((file) => file.path), findings, unjudged }
}

function judge(file: SourceFile, base: SourceFile | undefined, policy: WorkflowsPolicy): Judged {
  if (file.content === undefined) {
    const problem = file.problem ?? 'It could not be read.'
    const detection: Detection = {
      ruleId: 'unparsable',
      level: 'warning',
      message: problem,
      location: { path: file.path },
      remedy: 'Keep workflows and actions as plain files in git.',
      fingerprint: fingerprint('workflows', 'unparsable', file.path, problem),
      proof: 'static',
    }
    return { detections: [detection], problems: [problem] }
  }
  const { detections, problems } = auditFile(file.path, file.content, policy)
  return {
    detections: applyIgnores(detections, decode(file.content), base?.content && decode(base.content)),
    problems,
  }
}

function decode(content: Uint8Array): string {
  return new TextDecoder('utf-8').decode(content)
}
