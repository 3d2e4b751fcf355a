import { nodeId } from '../shapes/address.ts'
import { associationOf } from '../shapes/person.ts'
import { type Issue, type Label, labelOf } from '../world/issues.ts'
import type { World } from '../world/world.ts'
import { commentsOf } from './comment.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import type { Viewer } from './context.ts'
import { actorNode } from './person.ts'

/** GitHub's `Label`. */
export function labelNode(label: Label) {
  return {
    __typename: 'Label',
    id: nodeId('Label', label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    isDefault: false,
  }
}

export function labelsOf(world: World, names: readonly string[]) {
  return (args: ConnectionArguments) =>
    connection(
      names.map((name) => labelNode(labelOf(world, name))),
      args,
    )
}

/** GitHub's `Issue`. */
export function issueNode({ world }: Viewer, issue: Issue) {
  const url = `${world.site.serverUrl}/${world.repository.owner}/${world.repository.name}/issues/${issue.number}`
  return {
    __typename: 'Issue',
    id: nodeId('Issue', issue.id),
    databaseId: issue.id,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
    url,
    createdAt: issue.createdAt,
    updatedAt: issue.updatedAt,
    closedAt: issue.closedAt,
    author: actorNode(world, issue.author),
    authorAssociation: associationOf(world, issue.author),
    labels: labelsOf(world, issue.labels),
    comments: commentsOf(world, issue.number, url),
    timelineItems: (args: ConnectionArguments) =>
      connection(
        issue.labels.map((name) => ({
          __typename: 'LabeledEvent',
          id: nodeId('LabeledEvent', `${issue.id}:${name}`),
          createdAt: issue.createdAt,
          actor: actorNode(world, issue.labelledBy[name] ?? issue.author),
          label: labelNode(labelOf(world, name)),
        })),
        args,
      ),
  }
}
