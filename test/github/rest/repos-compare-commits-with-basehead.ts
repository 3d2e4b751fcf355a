import { found, type Operation, page } from '../server/operation.ts'
import { notFound } from '../server/reply.ts'
import { api, html } from '../shapes/address.ts'
import { commitShape } from '../shapes/commit.ts'
import { diffShape } from '../shapes/diff.ts'
import { unstated } from '../unstated.ts'

export const reposCompareCommitsWithBasehead: Operation = {
  id: 'repos/compare-commits-with-basehead',
  permissions: [{ contents: 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const { git } = world
    const basehead = call.text('basehead') ?? ''
    const [baseName = '', headName] = basehead.split('...')
    if (headName === undefined) throw notFound()
    const base = found(git.resolve(baseName))
    const head = found(git.resolve(headName))
    const mergeBase = found(git.mergeBase(base, head))
    const ahead = git.history(head, base).toReversed()
    const behind = git.history(base, head)
    const status =
      ahead.length > 0
        ? behind.length > 0
          ? 'diverged'
          : 'ahead'
        : behind.length > 0
          ? 'behind'
          : 'identical'
    const { commits, files } = unstated.compareLimits.value
    const url = api(world, `/compare/${basehead}`)
    const page_ =
      call.text('page') === undefined && call.text('per_page') === undefined ? ahead.slice(0, commits) : ahead
    const toBody = (shown: readonly string[]) => ({
      url,
      html_url: html(world, `/compare/${basehead}`),
      permalink_url: html(
        world,
        `/compare/${world.repository.owner}:${base.slice(0, 7)}...${world.repository.owner}:${head.slice(0, 7)}`,
      ),
      diff_url: html(world, `/compare/${basehead}.diff`),
      patch_url: html(world, `/compare/${basehead}.patch`),
      base_commit: commitShape(world, base),
      merge_base_commit: commitShape(world, mergeBase),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: shown.map((sha) => commitShape(world, sha)),
      files: git
        .diff(mergeBase, head)
        .slice(0, files)
        .map((change) => diffShape(world, mergeBase, head, change)),
    })
    return page_ === ahead ? page(call, ahead, toBody) : { status: 200, body: toBody(page_) }
  },
}
