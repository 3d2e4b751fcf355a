import { type Operation, page } from '../server/operation.ts'
import { issueShape, pullRequestAsIssueShape } from '../shapes/issue.ts'
import { isPullRequest } from '../world/issues.ts'

export const issuesListForRepo: Operation = {
  id: 'issues/list-for-repo',
  permissions: [{ issues: 'read' }],
  isPublic: true,
  answer(call) {
    const { world, text } = call
    const state = text('state') ?? 'open'
    const labels = (text('labels') ?? '').split(',').filter(Boolean)
    const [creator, assignee, since] = [text('creator'), text('assignee'), text('since')]
    const sort = text('sort') === 'updated' ? 'updatedAt' : 'createdAt'
    const items = [...world.issues, ...world.pullRequests]
      .filter((item) => state === 'all' || item.state === state)
      .filter((item) =>
        labels.every((label) => item.labels.some((own) => own.toLowerCase() === label.toLowerCase())),
      )
      .filter((item) => creator === undefined || item.author === creator)
      .filter((item) => assignee === undefined || assignee === '*' || item.assignees.includes(assignee))
      .filter((item) => since === undefined || Date.parse(item.updatedAt) >= Date.parse(since))
      .sort((a, b) => Date.parse(b[sort]) - Date.parse(a[sort]) || b.number - a.number)
    const ordered = text('direction') === 'asc' ? items.toReversed() : items
    return page(call, ordered, (shown) =>
      shown.map((item) =>
        isPullRequest(item) ? pullRequestAsIssueShape(world, item) : issueShape(world, item),
      ),
    )
  },
}
