import type { Step } from './file.ts'
import { isCommitId } from './uses.ts'

/** The major version that a reference, or the comment behind a pinned one, names. */
export function majorVersion(step: Step): number | undefined {
  const ref = step.action?.kind === 'repository' ? step.action.ref : undefined
  if (ref === undefined) return undefined
  const named = isCommitId(ref) ? (step.uses?.comment ?? '') : ref
  const major = /^\s*v?(\d{1,4})(?![\w-])/.exec(named)?.[1]
  return major === undefined ? undefined : Number(major)
}
