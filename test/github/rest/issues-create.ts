import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid } from '../server/reply.ts'
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
    const { title: titleLimit, body: bodyLimit } = unstated.textLimits.value
    for (const [field, text, limit] of [
      ['title', request.title, titleLimit],
      ['body', request.body ?? '', bodyLimit],
    ] as const) {
      if (text.length > limit) {
        const message = `${field} is too long (maximum is ${limit} characters)`
        throw invalid('Validation Failed', { resource: 'Issue', code: 'custom', field, message })
      }
    }
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
