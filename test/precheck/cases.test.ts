import { afterEach, describe, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { cases } from './cases/table.ts'
import { actions, type Stage, setStage } from './stage.ts'

/** The cases that break other tools: each begins as facts on GitHub and ends at the built action's exit code and reasons. */

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

test('all twenty-two are here, each with where it happened', () => {
  expect(cases.map(({ number }) => number)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
  for (const { sources } of cases) expect(sources.length).toBeGreaterThan(0)
})

describe('cases that break other tools', () => {
  test.each(cases.map((one) => [`${one.number}. ${one.title} (${one.sources.join(', ')})`, one] as const))(
    '%s',
    async (_, { setting, play }) => {
      stage = await setStage(setting)
      await play(stage)
      expect(stage.github.violations).toEqual([])
    },
  )
})
