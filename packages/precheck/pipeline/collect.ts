import type { Change, Repository } from '@operator/git'
import type { PolicyEdit } from '@operator/report'
import { compareWorkflows, kindOf, type SourceFile, type WorkflowDescription } from '@operator/workflows'
import { readTextFiles } from '../changes/text-files.ts'
import type { PipelineChange, PipelineFacts } from './facts.ts'
import { differsBeyondComments, guardedBy, pathsThatRun } from './guarded-files.ts'
import { changedScripts } from './package-scripts.ts'

export interface PipelineRequest {
  readonly repository: Repository
  readonly changes: readonly Change[]
  /** Workflows, actions and Dependabot files of both ends. */
  readonly base: readonly SourceFile[]
  readonly head: readonly SourceFile[]
  readonly workflows: readonly WorkflowDescription[]
  readonly policyPath: string
  readonly policyEdits: readonly PolicyEdit[]
}

const maxChanges = 500

/** Compares everything that judges, builds or guards the code. */
export async function collectPipeline(request: PipelineRequest): Promise<PipelineFacts> {
  const { repository, changes, base, head, workflows, policyPath, policyEdits } = request
  const blobs = new Map(changes.map(({ path, after }) => [path, after?.oid]))
  const runs = pathsThatRun(workflows)
  const judged = changes.flatMap((change) => {
    if (kindOf(change.path) !== undefined || change.path === policyPath) return []
    const what = roleOf(change.path, runs)
    return what === undefined ? [] : [{ change, what }]
  })
  const before = await readSide(repository, judged, 'before')
  const after = await readSide(repository, judged, 'after')
  const found: PipelineChange[] = [
    ...compareWorkflows(toMap(base), toMap(head)),
    ...policyEdits.map(describeEdit(policyPath)),
    ...judged.flatMap(({ change, what }) =>
      compareFile(change, what, before.get(change.path), after.get(change.path)),
    ),
  ]
  return {
    changes: found.slice(0, maxChanges).map((change) => {
      const blob = blobs.get(change.path)
      return { ...change, ...(blob !== undefined && { blob }) }
    }),
    compared: head.length + judged.length,
  }
}

function roleOf(path: string, runs: ReturnType<typeof pathsThatRun>): string | undefined {
  if (/(?:^|\/)package\.json$/.test(path)) return 'scripts'
  if (runs.scripts.has(path)) return 'a script that a workflow runs'
  if (runs.folders.some((folder) => path.startsWith(folder))) return 'a local action that a workflow runs'
  return guardedBy(path)
}

function toMap(files: readonly SourceFile[]): Map<string, Uint8Array | undefined> {
  return new Map(files.map(({ path, content }) => [path, content]))
}

async function readSide(
  repository: Repository,
  judged: readonly { readonly change: Change }[],
  side: 'before' | 'after',
): Promise<Map<string, string>> {
  const entries = judged.flatMap(({ change }) =>
    change[side] ? [{ path: change.path, ...change[side] }] : [],
  )
  const { files } = await readTextFiles(repository, entries)
  return new Map(files.map(({ path, text }) => [path, text]))
}

function describeEdit(path: string): (edit: PolicyEdit) => PipelineChange {
  const kinds = { tightened: 'tightening', loosened: 'loosening', unclear: 'cannot-tell' } as const
  return ({ key, before, after, effect }) => ({
    path,
    kind: kinds[effect],
    reason: `${key} would change from ${before} to ${after}`,
  })
}

function compareFile(
  { path, before: old, after: now }: Change,
  what: string,
  before: string | undefined,
  after: string | undefined,
): PipelineChange[] {
  if (what === 'scripts') {
    const names = changedScripts(old && before, now && after)
    if (names === undefined && before !== undefined && after !== undefined) {
      return [{ path, kind: 'cannot-tell', reason: 'its scripts cannot be read' }]
    }
    if (names === undefined || names.length === 0) return []
    return [{ path, kind: 'cannot-tell', reason: `its scripts changed: ${names.slice(0, 5).join(', ')}` }]
  }
  if (now === undefined) return [{ path, kind: 'loosening', reason: `${what} was removed` }]
  if (old === undefined) return [{ path, kind: 'cannot-tell', reason: `${what} is new` }]
  if (before !== undefined && after !== undefined && !differsBeyondComments(before, after)) {
    return [{ path, kind: 'comment', reason: 'only comments changed' }]
  }
  return [{ path, kind: 'cannot-tell', reason: `${what} changed` }]
}
