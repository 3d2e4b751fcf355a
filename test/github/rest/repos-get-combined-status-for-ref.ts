import { type Operation, page } from '../server/operation.ts'
import { commitAt } from '../server/revision.ts'
import { api } from '../shapes/address.ts'
import { simpleStatusShape } from '../shapes/checks.ts'
import { minimalRepositoryShape } from '../shapes/repository.ts'
import { unstated } from '../unstated.ts'
import { type CommitStatus, latestStatuses } from '../world/checks.ts'

export const reposGetCombinedStatusForRef: Operation = {
  id: 'repos/get-combined-status-for-ref',
  permissions: [{ statuses: 'read' }],
  isPublic: true,
  answer(call) {
    const { world, text } = call
    const sha = commitAt(world, text('ref') ?? '')
    const statuses = latestStatuses(world, sha)
    return page(call, statuses, (shown) => ({
      state: combine(statuses),
      statuses: shown.map((status) => simpleStatusShape(world, status)),
      sha,
      total_count: statuses.length,
      repository: minimalRepositoryShape(world),
      commit_url: api(world, `/commits/${sha}`),
      url: api(world, `/commits/${sha}/status`),
    }))
  },
}

function combine(statuses: readonly CommitStatus[]): string {
  if (statuses.length === 0) return unstated.noStatuses.value
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure'
  return statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success'
}
