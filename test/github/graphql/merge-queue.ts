import { nodeId } from '../shapes/address.ts'
import type { MergeQueueEntry } from '../world/branches.ts'
import { commitNode } from './commit.ts'
import type { Viewer } from './context.ts'
import { pullRequestNode } from './pull-request.ts'

/** GitHub's `MergeQueueEntry`. */
export function queueEntryNode(viewer: Viewer, entry: MergeQueueEntry, position: number) {
  return {
    __typename: 'MergeQueueEntry',
    id: nodeId('MergeQueueEntry', `${entry.branch}:${entry.pullRequest}`),
    position,
    state: 'AWAITING_CHECKS',
    headCommit: () => commitNode(viewer, entry.headSha),
    baseCommit: () => commitNode(viewer, entry.baseSha),
    pullRequest() {
      const pull = viewer.world.pullRequests.find(({ number }) => number === entry.pullRequest)
      return pull === undefined ? null : pullRequestNode(viewer, pull)
    },
  }
}
