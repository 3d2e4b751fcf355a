import { mergeBase, resolveCommit } from '@operator/git'
import type { BaseHint, EventContext } from './event-context.ts'
import { type Located, mergedPullRequest } from './locate.ts'
import { fetchAll, type Sight, unseen } from './sight.ts'

/** Finds the base in the clone. A base that the clone lacks is `unseen`, never guessed. */
export async function resolveRange(located: Located, event: EventContext, base: BaseHint): Promise<Sight> {
  const { repository, mergedInto } = located
  if (mergedInto !== undefined) return seen(located, mergedInto, 'the target branch, as merged by GitHub')
  switch (base.kind) {
    case 'empty-tree':
      return seen(located, null, base.meaning)
    case 'commit': {
      const commit = await resolveCommit(repository, base.oid)
      if (commit) return seen(located, commit.oid, base.meaning)
      if (base.otherwise !== undefined) return againstNothing(located, base.otherwise)
      const message = `The base, ${base.meaning} (${base.oid}), is not in this clone.`
      return unseen('base-not-in-clone', message, fetchAll)
    }
    case 'merge-base':
      return againstMergeBase(located, event, base)
    case 'last-deployment':
      return unseen(
        'no-base',
        `What is deployed now could not be determined. ${base.why ?? ''}`.trim(),
        base.next ?? 'Give a token with deployments, checks, statuses and actions: read.',
      )
  }
}

async function againstMergeBase(
  located: Located,
  event: EventContext,
  { with: revision, branch, otherwise }: Extract<BaseHint, { kind: 'merge-base' }>,
): Promise<Sight> {
  const { repository, head } = located
  const tip = await resolveCommit(repository, revision)
  const base = tip && (await mergeBase(repository, tip.oid, head.oid))
  if (base !== undefined) return seen(located, base, `the merge base with ${branch}`)
  if (tip && !repository.shallow) return seen(located, tip.oid, `${branch} (no common history)`)
  const merged = await mergedPullRequest(repository, event)
  if (merged) return resolveRange(merged, event, { kind: 'empty-tree', meaning: '' })
  if (otherwise !== undefined) return againstNothing(located, otherwise)
  const message = `The merge base with ${branch} is not in this shallow clone.`
  return unseen('merge-base-not-in-clone', message, fetchAll)
}

function seen({ repository, head, target }: Located, base: string | null, baseMeaning: string): Sight {
  return { kind: 'seen', range: { repository, base, head: head.oid }, head, baseMeaning, target }
}

/** Everything counts as introduced, so nothing is hidden. */
function againstNothing(located: Located, why: string): Sight {
  return seen(located, null, `the empty tree (${why})`)
}
