import assert from 'node:assert/strict'
import { flawedChange } from '../../demo/change.ts'
import { expectGreen, expectJobs, expectNotGreen } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { openPull, queuePull, soundChange } from '../scene.ts'
import { upstreamScenarios } from './upstream.ts'

const example = 'required-checks.yml'
const context = 'operator'

export const requiredChecks: readonly Scenario[] = [
  {
    example,
    name: 'a sound pull request is green and gets one comment',
    play: async ({ stage, plan, run }) => {
      const { pull, event } = openPull(stage, { files: soundChange(plan) })
      for (const _again of [1, 2]) {
        const ending = await run(example, event)
        expectJobs(ending, { gate: 'success', operator: 'success' })
        expectGreen(stage.world, ending, context)
      }
      assert.equal(stage.world.comments.filter(({ issue }) => issue === pull.number).length, 1)
    },
  },
  {
    example,
    name: 'a flawed pull request is red',
    play: async ({ stage, plan, run }) => {
      const { event } = openPull(stage, { files: flawedChange(plan) })
      const ending = await run(example, event)
      expectJobs(ending, { gate: 'failure', operator: 'failure' })
      expectNotGreen(stage.world, ending, context)
    },
  },
  {
    example,
    name: 'a sound pull request from a fork is green with a token that can only read',
    play: async ({ stage, plan, run }) => {
      const { pull, event } = openPull(stage, { files: soundChange(plan), fork: 'mallory/shop' })
      const ending = await run(example, event, { fork: true })
      expectJobs(ending, { gate: 'success', operator: 'success' })
      assert.equal(stage.world.comments.filter(({ issue }) => issue === pull.number).length, 0)
    },
  },
  {
    example,
    name: 'a merge group with a sound pull request is green',
    play: async ({ stage, plan, run }) => {
      const { pull } = openPull(stage, { files: soundChange(plan) })
      const ending = await run(example, queuePull(stage, pull).event)
      expectJobs(ending, { gate: 'success', operator: 'success' })
      expectGreen(stage.world, ending, context)
    },
  },
  {
    example,
    name: 'a merge group with a flawed pull request is red',
    play: async ({ stage, plan, run }) => {
      const { pull } = openPull(stage, { files: flawedChange(plan) })
      const ending = await run(example, queuePull(stage, pull).event)
      expectJobs(ending, { gate: 'failure', operator: 'failure' })
      expectNotGreen(stage.world, ending, context)
    },
  },
  ...upstreamScenarios({
    example,
    context,
    event: ({ stage, plan }) => openPull(stage, { files: soundChange(plan) }).event,
    outputs: () => ({ allowed: 'true' }),
    forbidden: [],
  }),
]
