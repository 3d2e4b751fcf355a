import type { WorkflowChangeKind } from './compare-workflows.ts'
import { isCommitId, parseUses } from './uses.ts'

/** A new reference of the same action is a bump, if it is at least as firmly pinned as the old one. */
export function compareUses(
  base: string,
  head: string,
): { readonly kind: WorkflowChangeKind; readonly reason: string } {
  const before = parseUses(base)
  const after = parseUses(head)
  const change = `${base} became ${head}`
  if (before.kind !== 'repository' || after.kind !== 'repository')
    return { kind: 'cannot-tell', reason: change }
  if (before.slug !== after.slug || before.path !== after.path || !before.ref || !after.ref) {
    return { kind: 'cannot-tell', reason: `${change}, which is another action` }
  }
  const pinned = isCommitId(before.ref)
  if (isCommitId(after.ref)) return { kind: pinned ? 'pin-bump' : 'tightening', reason: change }
  if (pinned) return { kind: 'loosening', reason: `${change}, which can be moved` }
  const versions = isVersion(before.ref) && isVersion(after.ref)
  return { kind: versions ? 'pin-bump' : 'cannot-tell', reason: change }
}

function isVersion(ref: string): boolean {
  return /^v?\d{1,6}(\.\d{1,6}){0,3}$/.test(ref)
}
