import type { Detection } from '@operator/report'
import { compareDetections } from '@operator/report'
import { auditFile, type FileReading, readFileModel } from './audit.ts'
import { changesBetween } from './compare-values.ts'
import { workflowsPolicy } from './policy.ts'

/** What a change of a workflow does to its strictness, worst last. */
export type WorkflowChangeKind = 'comment' | 'pin-bump' | 'tightening' | 'cannot-tell' | 'loosening'

export interface WorkflowChange {
  readonly path: string
  readonly kind: WorkflowChangeKind
  /** What changed and why that is so, as a clause. */
  readonly reason: string
  /** 1-based, at head. */
  readonly line?: number
}

/** Path to bytes of workflows, actions and Dependabot files; undefined bytes could not be read. */
export type WorkflowFiles = ReadonlyMap<string, Uint8Array | undefined>

const policy = workflowsPolicy.parse({})

/** Every difference between two versions of the workflow files, each with what it does to their strictness. */
export function compareWorkflows(base: WorkflowFiles, head: WorkflowFiles): WorkflowChange[] {
  const changes: WorkflowChange[] = []
  for (const path of [...new Set([...base.keys(), ...head.keys()])].sort()) {
    const before = base.get(path)
    const after = head.get(path)
    if (!head.has(path))
      changes.push({ path, kind: 'loosening', reason: 'the file was deleted, and with it what it checked' })
    else if (after === undefined)
      changes.push({ path, kind: 'cannot-tell', reason: 'the file cannot be read at head' })
    else if (!base.has(path)) changes.push(...added(path, after))
    else if (before === undefined)
      changes.push({ path, kind: 'cannot-tell', reason: 'the file cannot be read at the base' })
    else if (!Buffer.from(before).equals(after)) changes.push(...changed(path, before, after))
  }
  return changes
}

function added(path: string, after: Uint8Array): WorkflowChange[] {
  const { detections } = auditFile(path, after, policy)
  return [{ path, kind: 'cannot-tell', reason: 'the file is new' }, ...holes(path, detections, [])]
}

function changed(path: string, before: Uint8Array, after: Uint8Array): WorkflowChange[] {
  const readings: readonly [FileReading, FileReading] = [
    readFileModel(path, before),
    readFileModel(path, after),
  ]
  const [old, now] = readings
  if (old.kind !== 'file' || now.kind !== 'file') {
    const side = now.kind === 'file' ? 'the base' : 'head'
    const problem = [now, old].find((reading) => reading.kind === 'unparsable')
    const why = problem?.kind === 'unparsable' ? `: ${problem.problem}` : ''
    return [{ path, kind: 'cannot-tell', reason: `the file cannot be parsed at ${side}${why}` }]
  }
  const differences = changesBetween(old.file.root, now.file.root)
  if (differences.length === 0) return [{ path, kind: 'comment', reason: 'only comments or layout changed' }]
  return [
    ...differences.map((difference) => ({ path, ...difference })),
    ...holes(path, auditFile(path, after, policy).detections, auditFile(path, before, policy).detections),
  ]
}

/** A new finding is a loosening, whatever its syntax. */
function holes(path: string, head: readonly Detection[], base: readonly Detection[]): WorkflowChange[] {
  return compareDetections(head, base)
    .filter((finding) => finding.state === 'introduced' && finding.level !== 'note')
    .map((finding) => ({
      path,
      kind: 'loosening',
      reason: `${finding.ruleId}: ${finding.message}`,
      ...(finding.location?.line !== undefined && { line: finding.location.line }),
    }))
}
