import assert from 'node:assert/strict'
import { mendedChange } from '../../demo/change.ts'
import { sendCustomers } from '../../demo/customers.ts'
import { addDeployment } from '../../github/world/deployments.ts'
import { expectJobs } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { mergeChange, schedule, servedCommit } from '../scene.ts'

const example = 'watch-24h.yml'

export const watchForADay: readonly Scenario[] = [
  {
    example,
    name: 'a healthy production stays green',
    play: async ({ stage, run }) => {
      expectJobs(await run(example, schedule(stage)), { watch: 'success' })
    },
  },
  {
    example,
    name: 'a version that starts to fail hours later is rolled back',
    play: async ({ stage, plan, run, answerDispatches }) => {
      const rollbacks = answerDispatches()
      const { sha } = mergeChange(stage, mendedChange(plan))
      await stage.platform.deploy('production', sha)
      const createdAt = new Date(Date.now() - 3_600_000).toISOString()
      addDeployment(stage.world, {
        ref: sha,
        environment: 'production',
        createdAt,
        statuses: ['in_progress', 'success'],
      })
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
