import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { issueShape, pullRequestAsIssueShape } from '../shapes/issue.ts'

export const issuesGet: Operation = {
  id: 'issues/get',
  permissions: [{ issues: 'read' }],
  isPublic: true,
  answer({ world, number }) {
    const pull = world.pullRequests.find((candidate) => candidate.number === number('issue_number'))
    if (pull !== undefined) return ok(pullRequestAsIssueShape(world, pull))
    return ok(issueShape(world, found(world.issues.find((issue) => issue.number === number('issue_number')))))
  },
}
