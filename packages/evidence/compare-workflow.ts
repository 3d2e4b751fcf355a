import { type Answer, describeProblem, type RepositoryFile } from '@operator/github'
import type { WorkflowComparison } from './proof.ts'

/** Reads a file at a commit, or at the default branch's tip. */
export type ReadFile = (path: string, ref?: string) => Promise<Answer<RepositoryFile>>

/** GitHub nests called workflows less deep; a workflow with more of them is not compared. */
const maxFiles = 20

/**
 * Compares a workflow file, and the workflows of the same repository that it calls, with the default branch's. A called
 * workflow comes from the same commit as its caller, so an unchanged caller alone shows nothing.
 */
export async function compareWorkflow(
  read: ReadFile,
  path: string,
  sha: string,
): Promise<WorkflowComparison> {
  const paths = new Set([path])
  for (const next of paths) {
    if (paths.size > maxFiles) {
      return { kind: 'unread', message: `The workflow calls more than ${maxFiles} others.` }
    }
    const used = await read(next, sha)
    if (!used.ok) return unread(next, `at ${sha.slice(0, 12)}`, used)
    const trusted = await read(next)
    if (!trusted.ok) {
      if (trusted.problem.kind === 'not-found') return { kind: 'differs', path: next }
      return unread(next, 'on the default branch', trusted)
    }
    if (used.value.oid !== trusted.value.oid) return { kind: 'differs', path: next }
    for (const called of localCalls(used.value.text)) paths.add(called)
  }
  return { kind: 'equal' }
}

function unread(
  path: string,
  where: string,
  answer: Extract<Answer<never>, { ok: false }>,
): WorkflowComparison {
  return { kind: 'unread', message: `${path} ${where} could not be read. ${describeProblem(answer.problem)}` }
}

/** The text is the default branch's own by now, so a form that hides a call from this pattern would be its author's doing. */
function localCalls(text: string): string[] {
  const calls = text.matchAll(/^[ \t-]*["']?uses["']?\s*:\s*["']?\.\/(\.github\/workflows\/[^\s"'#]+)/gm)
  return [...calls].flatMap(([, path]) => (path === undefined ? [] : [path]))
}
