import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid } from '../server/reply.ts'
import { limitText } from '../server/text-limit.ts'
import { statusShape } from '../shapes/checks.ts'
import { unstated } from '../unstated.ts'
import { addStatus } from '../world/checks.ts'

const body = z.object({
  state: z.enum(['error', 'failure', 'pending', 'success']),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().default('default'),
})

export const reposCreateCommitStatus: Operation = {
  id: 'repos/create-commit-status',
  permissions: [{ statuses: 'write' }],
  isPublic: false,
  answer({ world, token, text, body: given }) {
    const sha = text('sha') ?? ''
    const status = body.parse(given)
    if (!/^[0-9a-f]{40}$/.test(sha) || world.git.resolve(sha) === undefined) {
      throw invalid(`No commit found for SHA: ${sha}`)
    }
    const { description: limit, perContext, fourByteMessage } = unstated.statusLimits.value
    const description = status.description ?? ''
    limitText('Status', 'description', description, limit)
    if (/[\u{10000}-\u{10ffff}]/u.test(description)) {
      const error = { resource: 'Status', code: 'custom', field: 'description', message: fourByteMessage }
      throw invalid('Validation Failed', error)
    }
    const same = world.statuses.filter((other) => other.sha === sha && other.context === status.context)
    if (same.length >= perContext) {
      const message = 'This SHA and context has reached the maximum number of statuses.'
      throw invalid('Validation Failed', { resource: 'Status', code: 'custom', message })
    }
    const added = addStatus(world, {
      sha,
      context: status.context,
      state: status.state,
      creator: token.actor,
      ...(status.description != null && { description: status.description }),
      ...(status.target_url != null && { targetUrl: status.target_url }),
    })
    return created(statusShape(world, added))
  },
}
