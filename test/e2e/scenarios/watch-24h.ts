import assert from 'node:assert/strict'
import { mendedChange } from '../../demo/change.ts'
import { sendCustomers } from '../../demo/customers.ts'
import { expectJobs } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { deployEarlier, mergeChange, schedule, servedCommit, soundChange } from '../scene.ts'

const example = 'watch-24h.yml'

export const watchForADay: readonly Scenario[] = [
  {
    example,
    name: 'a healthy production stays green, and is looked at',
    play: async ({ stage, plan, run }) => {
      await deployEarlier(stage, mergeChange(stage, soundChange(plan)), 'production', 60)
      const before = stage.platform.visits('production')
      expectJobs(await run(example, schedule(stage)), { watch: 'success' })
      assert.ok(stage.platform.visits('production') - before > 20, 'the watch must have looked')
    },
  },
  {
    example,
    name: 'there is nothing to watch a day after a deployment',
    play: async ({ stage, run }) => {
      expectJobs(await run(example, schedule(stage)), { watch: 'success' })
    },
  },
  {
    example,
    name: 'a version that starts to fail hours later is rolled back',
    play: async ({ stage, plan, run, answerDispatches }) => {
      const rollbacks = answerDispatches()
      await deployEarlier(stage, mergeChange(stage, mendedChange(plan)), 'production', 60)
      const customers = sendCustomers(stage.platform.url('production'), [`/api/${plan.failing}`])
      try {
        expectJobs(await run(example, schedule(stage)), { watch: 'failure' })
      } finally {
        await customers.leave()
      }
      assert.equal(rollbacks.length, 1)
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
]
