import assert from 'node:assert/strict'
import { flawedChange, mendedChange } from '../../demo/change.ts'
import { sendCustomers } from '../../demo/customers.ts'
import { grace, lin } from '../../demo/people.ts'
import type { Person } from '../../demo/repository.ts'
import { type Approval, addWorkflowRun } from '../../github/index.ts'
import { expectGreen, expectJobs, expectNotGreen } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { deployEarlier, mergeChange, type Scene, servedCommit, soundChange } from '../scene.ts'
import { upstreamScenarios } from './upstream.ts'

const example = 'deploy.yml'
const context = 'deployed'
const saysYes = ['gate-staging', 'watch-staging', 'gate-production', 'watch-production']

const review = (state: Approval['state'], { login }: Person): Approval => ({
  environment: 'production-approval',
  state,
  user: login,
  comment: '',
})

/** Staging already runs what production must ask about: a migration that drops a column with data. */
async function dropColumn({ stage, plan }: Scene) {
  const event = mergeChange(stage, {
    ...soundChange(plan),
    'migrations/0003_drop_note.up.sql': 'ALTER TABLE orders DROP COLUMN note;\n',
    'migrations/0003_drop_note.down.sql': 'ALTER TABLE orders ADD COLUMN note text;\n',
  })
  await deployEarlier(stage, event, 'staging', 30)
  return event
}

export const deploy: readonly Scenario[] = [
  {
    example,
    name: 'a sound change goes to staging and to production, each watched',
    play: async ({ stage, plan, run }) => {
      const event = mergeChange(stage, soundChange(plan))
      const ending = await run(example, event)
      expectJobs(ending, {
        'watch-staging': 'success',
        'gate-production': 'success',
        'approve-production': 'skipped',
        'watch-production': 'success',
        deployed: 'success',
      })
      expectGreen(stage.world, ending, context)
      assert.equal(await servedCommit(stage, 'staging'), event.sha)
      assert.equal(await servedCommit(stage, 'production'), event.sha)
    },
  },
  {
    example,
    name: 'a flawed change is not deployed anywhere',
    play: async ({ stage, plan, run }) => {
      const ending = await run(example, mergeChange(stage, flawedChange(plan)))
      expectJobs(ending, {
        'gate-staging': 'failure',
        'deploy-staging': 'skipped',
        'deploy-production': 'skipped',
      })
      expectNotGreen(stage.world, ending, context)
      assert.equal(await servedCommit(stage, 'staging'), stage.first)
    },
  },
  {
    example,
    name: 'what needs a yes is deployed when a reviewer gives it',
    // Each of them asks in the gate; the reviewer has answered them all when precheck judges again.
    stage: { enforced: ['precheck/migration-guard', 'precheck/security-baseline', 'precheck/escalation'] },
    play: async (scene) => {
      const { stage, run } = scene
      const event = await dropColumn(scene)
      const ending = await run(example, event, { reviews: [review('approved', lin)] })
      expectJobs(ending, {
        'approve-production': 'success',
        'deploy-production': 'success',
        deployed: 'success',
      })
      assert.equal(await servedCommit(stage, 'production'), event.sha)
    },
  },
  {
    example,
    name: 'what has changed during the approval is judged again, right before the deployment',
    play: async (scene) => {
      const { stage, run } = scene
      const event = await dropColumn(scene)
      const testsFail = () =>
        addWorkflowRun(stage.world, {
          workflow: 'ci.yml',
          name: 'ci',
          event: 'push',
          sha: event.sha,
          jobs: [{ name: 'tests', conclusion: 'failure' }],
        })
      const ending = await run(example, event, {
        reviews: [review('approved', lin)],
        before: new Map([['deploy-production', testsFail]]),
      })
      expectJobs(ending, {
        'approve-production': 'success',
        'deploy-production': 'failure',
        'watch-production': 'skipped',
        deployed: 'failure',
      })
      expectNotGreen(stage.world, ending, context)
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'what needs a yes waits without one, and the one who started it has none',
    play: async (scene) => {
      const { stage, run } = scene
      const ending = await run(example, await dropColumn(scene), { reviews: [review('approved', grace)] })
      expectJobs(ending, {
        'gate-production': 'success',
        'approve-production': 'waiting',
        'deploy-production': 'waiting',
        deployed: 'waiting',
      })
      expectNotGreen(stage.world, ending, context)
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'what needs a yes is not deployed after a no',
    play: async (scene) => {
      const { stage, run } = scene
      const ending = await run(example, await dropColumn(scene), { reviews: [review('rejected', lin)] })
      expectJobs(ending, {
        'approve-production': 'failure',
        'deploy-production': 'skipped',
        deployed: 'failure',
      })
      expectNotGreen(stage.world, ending, context)
      assert.equal(await servedCommit(stage, 'production'), stage.first)
    },
  },
  {
    example,
    name: 'a version that starts to fail in production is rolled back by rollback.yml',
    play: async ({ stage, plan, run, answerDispatches }) => {
      const rollbacks = answerDispatches()
      const customers = sendCustomers(stage.platform.url('production'), [`/api/${plan.failing}`])
      try {
        const ending = await run(example, mergeChange(stage, mendedChange(plan)))
        expectJobs(ending, {
          'deploy-production': 'success',
          'watch-production': 'failure',
          deployed: 'failure',
        })
        expectNotGreen(stage.world, ending, context)
      } finally {
        await customers.leave()
      }
      assert.equal(rollbacks.length, 1)
      for (const rollback of rollbacks) expectJobs(rollback, { rollback: 'success' })
      assert.equal(await servedCommit(stage, 'production'), stage.first)
      assert.equal(stage.world.issues.filter(({ state }) => state === 'open').length, 1)
    },
  },
  ...upstreamScenarios({
    example,
    context,
    event: ({ stage, plan }) => mergeChange(stage, soundChange(plan)),
    // An approval that went wrong matters only where one was asked for.
    outputs: (job, broken) => {
      const isAsked = broken === 'approve-production'
      return saysYes.includes(job) ? { allowed: 'true', verdict: isAsked ? 'ask-human' : 'go' } : {}
    },
    forbidden: [
      'deploy-staging',
      'watch-staging',
      'gate-production',
      'deploy-production',
      'watch-production',
    ],
  }),
]
