import assert from 'node:assert/strict'
import { isGreen } from '../demo/jobs.ts'
import type { World } from '../github/index.ts'
import type { Ending, RunEnding } from './run-workflow.ts'

/** Holds the jobs' results against what they must be; a failure shows the log of the first job that differs. */
export function expectJobs({ jobs }: RunEnding, expected: Readonly<Record<string, string>>): void {
  const found = Object.fromEntries([...jobs].map(([id, ending]) => [id, resultOf(ending)]))
  const different = Object.keys(expected).find((id) => expected[id] !== found[id])
  if (different === undefined) return
  const ending = jobs.get(different)
  const log = ending === undefined || ending === 'waiting' ? '' : (ending.log ?? '')
  assert.deepEqual({ ...found, ...expected }, found, `${different} is ${found[different]}; its log:\n${log}`)
}

export function expectGreen(world: World, { run }: RunEnding, context: string): void {
  assert.ok(isGreen(world, run.headSha, context), `${context} must be green`)
}

/** Skipped counts as green: that is what this is about. */
export function expectNotGreen(world: World, { run }: RunEnding, context: string): void {
  assert.ok(!isGreen(world, run.headSha, context), `${context} must not be green to GitHub`)
}

export function resultOf(ending: Ending | undefined): string {
  if (ending === undefined) return 'missing'
  return ending === 'waiting' ? 'waiting' : ending.result
}
