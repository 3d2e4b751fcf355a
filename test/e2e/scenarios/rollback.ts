import assert from 'node:assert/strict'
import { dispatchEvent } from '../../demo/events.ts'
import { ada } from '../../demo/people.ts'
import { expectJobs } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { deployEarlier, mergeChange, servedCommit, soundChange } from '../scene.ts'

const example = 'rollback.yml'

export const rollback: readonly Scenario[] = [
  {
    example,
    name: 'a person goes back to the version before',
    play: async ({ stage, plan, run }) => {
      await deployEarlier(stage, mergeChange(stage, soundChange(plan)), 'production', 10)
      const inputs = { environment: 'production', sha: stage.first }
      expectJobs(await run(example, dispatchEvent(stage.world, inputs, 'grace')), { rollback: 'success' })
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'a commit that was never merged is not deployed',
    play: async ({ stage, plan, run }) => {
      const sha = stage.repository.commit({
        ref: 'refs/heads/unmerged',
        message: 'Not merged',
        author: ada,
        parents: [stage.first],
        files: soundChange(plan),
      })
      const inputs = { environment: 'production', sha }
      expectJobs(await run(example, dispatchEvent(stage.world, inputs, 'grace')), { rollback: 'failure' })
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'a merged commit that never was healthy there is not deployed',
    play: async ({ stage, plan, run }) => {
      const { sha } = mergeChange(stage, soundChange(plan))
      const inputs = { environment: 'production', sha }
      expectJobs(await run(example, dispatchEvent(stage.world, inputs, 'grace')), { rollback: 'failure' })
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'an input that is no commit is nothing to run',
    play: async ({ stage, run }) => {
      for (const sha of ['--help', '$(touch injected)', 'HEAD; ./deploy.sh production']) {
        const inputs = { environment: 'production', sha }
        expectJobs(await run(example, dispatchEvent(stage.world, inputs, 'grace')), { rollback: 'failure' })
      }
    },
  },
]
