import { found, type Operation } from '../server/operation.ts'
import { notFound, ok } from '../server/reply.ts'
import { contentShape } from '../shapes/content.ts'
import { unstated } from '../unstated.ts'

export const reposGetContent: Operation = {
  id: 'repos/get-content',
  permissions: [{ contents: 'read' }],
  isPublic: true,
  answer({ world, text }) {
    const { git } = world
    const ref = text('ref') ?? world.repository.defaultBranch
    const path = (text('path') ?? '').replace(/^\/+|\/+$/g, '')
    const commit = git.resolve(ref)
    if (commit === undefined) throw notFound()
    const entry = found(git.entry(commit, path))
    if (entry.type === 'tree') {
      const names = git.list(entry.sha)
      return ok(
        names.map((inner) =>
          contentShape(world, ref, inner, path === '' ? inner.path : `${path}/${inner.path}`),
        ),
      )
    }
    const shape = contentShape(world, ref, entry, path)
    if (entry.mode === '120000') return ok({ ...shape, target: git.blob(entry.sha).toString() })
    if (entry.type === 'commit') return ok({ ...shape, submodule_git_url: null })
    const blob = git.blob(entry.sha)
    const isInline = blob.length <= unstated.inlineContent.value
    return ok({
      ...shape,
      encoding: isInline ? 'base64' : 'none',
      content: isInline ? blob.toString('base64').replace(/.{1,60}/g, '$&\n') : '',
    })
  },
}
