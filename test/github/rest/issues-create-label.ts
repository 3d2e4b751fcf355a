import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid } from '../server/reply.ts'
import { labelShape } from '../shapes/issue.ts'
import { addLabel } from '../world/issues.ts'

const body = z.object({ name: z.string(), color: z.string().optional(), description: z.string().optional() })

export const issuesCreateLabel: Operation = {
  id: 'issues/create-label',
  permissions: [{ issues: 'write' }, { 'pull-requests': 'write' }],
  isPublic: false,
  answer({ world, body: given }) {
    const { name, color, description } = body.parse(given)
    if (world.labels.some((label) => label.name.toLowerCase() === name.toLowerCase())) {
      throw invalid('Validation Failed', { resource: 'Label', code: 'already_exists', field: 'name' })
    }
    const added = addLabel(world, {
      name,
      ...(color !== undefined && { color }),
      ...(description !== undefined && { description }),
    })
    return created(labelShape(world, added))
  },
}
