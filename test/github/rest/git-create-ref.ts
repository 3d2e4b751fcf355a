import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid } from '../server/reply.ts'
import { refShape } from '../shapes/ref.ts'
import { unstated } from '../unstated.ts'

const body = z.object({ ref: z.string(), sha: z.string() })

export const gitCreateRef: Operation = {
  id: 'git/create-ref',
  permissions: [{ contents: 'write' }],
  isPublic: false,
  answer({ world, body: given }) {
    const { ref, sha } = body.parse(given)
    if (!/^refs\/[^/]+\/.+/.test(ref)) throw invalid(`${ref} is not a valid ref name.`)
    if (!/^[0-9a-f]{40}$/.test(sha) || world.git.resolve(sha) === undefined)
      throw invalid('Object does not exist')
    if (world.git.refs(ref).some(({ name }) => name === ref)) {
      const { status, message } = unstated.existingRef.value
      throw Object.assign(invalid(message), { status })
    }
    world.git.createRef(ref, sha)
    return created(refShape(world, { name: ref, sha, type: 'commit' }))
  },
}
