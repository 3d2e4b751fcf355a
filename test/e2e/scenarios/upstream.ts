import assert from 'node:assert/strict'
import { join } from 'node:path'
import { root } from '@operator/tooling'
import type { Event } from '../../demo/events.ts'
import { expectNotGreen, resultOf } from '../expect.ts'
import type { JobOutcome } from '../isolate-job.ts'
import type { Scenario } from '../scenario.ts'
import type { Scene } from '../scene.ts'
import { ancestorsOf, readWorkflow } from '../workflow.ts'

export interface UpstreamFailures {
  readonly example: string
  /** The job whose check people require, or look at. */
  readonly context: string
  readonly event: (scene: Scene) => Event
  /** What a job says when all is well, if it is one that `broken` follows or `broken` itself, which can fail after it said so. */
  readonly outputs: (job: string, broken: string) => JobOutcome['outputs']
  /** Jobs that must not even start after the one that went wrong. */
  readonly forbidden: readonly string[]
}

type Ending = readonly [how: string, outcome: JobOutcome]

/**
 * A skipped job is green to GitHub (docs.github.com, "Troubleshooting required status checks"), so whatever happens to a
 * job before it, the context must not be green. The jobs after the one that went wrong really run.
 */
export function upstreamScenarios(failures: UpstreamFailures): Scenario[] {
  const { example, context } = failures
  const workflow = readWorkflow(join(root, 'workflows-examples', example), `.github/workflows/${example}`)
  return ancestorsOf(workflow, context).flatMap((broken) => {
    const said = failures.outputs(broken, broken)
    const silent: readonly Ending[] = [
      ['failed', { result: 'failure', outputs: {} }],
      ['was skipped', { result: 'skipped', outputs: {} }],
      ['was cancelled', { result: 'cancelled', outputs: {} }],
    ]
    const spoken: readonly Ending[] = [
      ['failed after it said yes', { result: 'failure', outputs: said }],
      ['was cancelled after it said yes', { result: 'cancelled', outputs: said }],
    ]
    return [...silent, ...(Object.keys(said).length > 0 ? spoken : [])].map(([how, outcome]) => ({
      example,
      name: `${context} is not green when ${broken} ${how}`,
      play: async (scene) => {
        const before = ancestorsOf(workflow, broken).map((id): [string, JobOutcome] => [
          id,
          { result: 'success', outputs: failures.outputs(id, broken) },
        ])
        const forced = new Map([...before, [broken, outcome] as const])
        const ending = await scene.run(example, failures.event(scene), { forced })
        expectNotGreen(scene.stage.world, ending, context)
        const after = [...workflow.jobs.keys()].slice([...workflow.jobs.keys()].indexOf(broken) + 1)
        for (const job of failures.forbidden.filter((id) => after.includes(id))) {
          assert.equal(resultOf(ending.jobs.get(job)), 'skipped', `${job} must not start`)
        }
      },
    }))
  })
}
