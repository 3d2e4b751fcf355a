import { type Operation, page } from '../server/operation.ts'
import { commitAt } from '../server/revision.ts'
import { checkRunShape } from '../shapes/checks.ts'
import { latestCheckRuns } from '../world/checks.ts'
import { appOf } from '../world/people.ts'

export const checksListForRef: Operation = {
  id: 'checks/list-for-ref',
  permissions: [{ checks: 'read' }],
  isPublic: true,
  answer(call) {
    const { world, text } = call
    const sha = commitAt(world, text('ref') ?? '')
    const [name, status, app] = [text('check_name'), text('status'), text('app_id')]
    const all = text('filter') === 'all'
    const runs = (
      all ? world.checkRuns.filter((run) => run.headSha === sha).toReversed() : latestCheckRuns(world, sha)
    )
      .filter((run) => name === undefined || run.name === name)
      .filter((run) => status === undefined || run.status === status)
      .filter((run) => app === undefined || appIdOf(run.suite) === Number(app))
    function appIdOf(id: number) {
      const suite = world.checkSuites.find((candidate) => candidate.id === id)
      return suite === undefined ? undefined : appOf(world, suite.app).id
    }
    return page(call, runs, (shown) => ({
      total_count: runs.length,
      check_runs: shown.map((run) => checkRunShape(world, run)),
    }))
  },
}
