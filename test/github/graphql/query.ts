import { GraphQLError } from 'graphql'
import type { Budget } from '../server/budget.ts'
import { unstated } from '../unstated.ts'
import type { Viewer } from './context.ts'
import type { QueryCost } from './cost.ts'
import { repositoryNode } from './repository.ts'

/** The fields of `Query`. */
export function queryRoot(viewer: Viewer, cost: QueryCost, budget: Budget) {
  return {
    rateLimit: () => ({
      cost: cost.points,
      limit: budget.limit,
      nodeCount: cost.nodes,
      remaining: Math.max(0, budget.remaining),
      used: budget.limit - Math.max(0, budget.remaining),
      resetAt: new Date(budget.resetAt * 1_000).toISOString(),
    }),
    /** Unlike other actors, a bot is named with its `[bot]` here. */
    viewer: () => ({ __typename: 'User', login: viewer.token.actor }),
    repository({ owner, name }: { readonly owner: string; readonly name: string }) {
      const { repository } = viewer.world
      const isOurs =
        owner.toLowerCase() === repository.owner.toLowerCase() &&
        name.toLowerCase() === repository.name.toLowerCase()
      if (!isOurs || (repository.isPrivate && !viewer.token.canSeeRepository)) {
        throw new GraphQLError(`Could not resolve to a Repository with the name '${owner}/${name}'.`, {
          extensions: { type: unstated.graphqlNotFound.value },
        })
      }
      return repositoryNode(viewer)
    },
  }
}
