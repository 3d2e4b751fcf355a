import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid } from '../server/reply.ts'
import { limitText } from '../server/text-limit.ts'
import { issueShape } from '../shapes/issue.ts'
import { unstated } from '../unstated.ts'
import { addIssue } from '../world/issues.ts'

const body = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  labels: z.array(z.string()).default([]),
  assignees: z.array(z.string()).default([]),
})

export const issuesCreate: Operation = {
  id: 'issues/create',
  permissions: [{ issues: 'write' }],
  isPublic: false,
  answer({ world, token, body: given }) {
    const request = body.parse(given)
    limitText('Issue', 'title', request.title, unstated.textLimits.value.title)
    limitText('Issue', 'body', request.body ?? '', unstated.textLimits.value.body)
    if (request.title.trim() === '')
      throw invalid('Validation Failed', { resource: 'Issue', code: 'missing_field', field: 'title' })
    const added = addIssue(world, {
      title: request.title,
      labels: request.labels,
      assignees: request.assignees,
      author: token.actor,
      ...(request.body != null && { body: request.body }),
      ...(token.app !== null && { app: token.app }),
    })
    return created(issueShape(world, added))
  },
}
