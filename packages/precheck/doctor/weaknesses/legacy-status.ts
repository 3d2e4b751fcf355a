import { isByActions, isPinned, type WeaknessRule } from './rule.ts'

/** A commit status is overwritten by whoever posts last; it names its creator only. */
export const legacyStatus: WeaknessRule = ({ required, reported }) => {
  const status = reported?.statuses.find(({ context }) => context === required.name)
  // A status comes from no workflow; and one that is pinned to another app only that app's own token could post.
  if (status === undefined || required.workflow !== undefined) return undefined
  if (isPinned(required) && !isByActions(required)) return undefined
  const by = status.creator?.login ?? 'a deleted account'
  return {
    code: 'legacy-status',
    message: `Every workflow run whose token has statuses: write: it comes as a commit status (by ${by}), and the last one posted counts, whoever posts it.`,
    remedy: 'Let it report as a check run of an app of its own, and pin the rule to that app.',
  }
}
