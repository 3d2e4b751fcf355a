import { workflowRunShape } from '../shapes/workflow-run.ts'
import type { WorkflowRun } from '../world/workflow-runs.ts'
import { type Call, page } from './operation.ts'
import type { Reply } from './reply.ts'

/** A listing of workflow runs, newest first, by the filters that both listings know. */
export function listRuns(call: Call, all: readonly WorkflowRun[]): Reply {
  const { world, text } = call
  const wanted = (name: string, value: string | null) => {
    const filter = text(name)
    return filter === undefined || filter === value
  }
  const status = text('status')
  const runs = all
    .filter(
      (run) =>
        wanted('event', run.event) &&
        wanted('head_sha', run.headSha) &&
        wanted('branch', run.headBranch) &&
        wanted('actor', run.actor) &&
        wanted('check_suite_id', String(run.suite)) &&
        (status === undefined || run.status === status || run.conclusion === status) &&
        isCreated(run, text('created')),
    )
    .toReversed()
  return page(call, runs, (shown) => ({
    total_count: runs.length,
    workflow_runs: shown.map((run) => workflowRunShape(world, run)),
  }))
}

/** `2026-01-01`, `>=…`, `<…` or `a..b`, as in GitHub's search. */
function isCreated(run: WorkflowRun, filter: string | undefined): boolean {
  if (filter === undefined) return true
  const at = Date.parse(run.createdAt)
  const [from, to] = filter.split('..')
  if (to !== undefined) return at >= Date.parse(from ?? '') && at <= Date.parse(to)
  const [, sign = '', date = ''] = /^(>=|<=|>|<)?(.*)$/.exec(filter) ?? []
  const limit = Date.parse(date)
  if (sign === '>=') return at >= limit
  if (sign === '>') return at > limit
  if (sign === '<=') return at <= limit
  if (sign === '<') return at < limit
  return run.createdAt.startsWith(date)
}
