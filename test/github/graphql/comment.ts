import { nodeId } from '../shapes/address.ts'
import { associationOf } from '../shapes/person.ts'
import type { World } from '../world/world.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import { actorNode } from './person.ts'

/** GitHub's `IssueComment`s on an issue or a pull request, whose page is at `url`. */
export function commentsOf(world: World, number: number, url: string) {
  return (args: ConnectionArguments) =>
    connection(
      world.comments
        .filter(({ issue }) => issue === number)
        .map((comment) => ({
          __typename: 'IssueComment',
          id: nodeId('IssueComment', comment.id),
          databaseId: comment.id,
          url: `${url}#issuecomment-${comment.id}`,
          body: comment.body,
          createdAt: comment.createdAt,
          updatedAt: comment.updatedAt,
          lastEditedAt: comment.editedAt,
          author: actorNode(world, comment.author),
          authorAssociation: associationOf(world, comment.author),
        })),
      args,
    )
}
