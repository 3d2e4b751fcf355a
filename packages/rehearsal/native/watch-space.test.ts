import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { watchSpace } from './watch-space.ts'

const gibibyte = 1024 ** 3

/** Whether the watch calls when the disk has this much, one look after the other. */
async function calls(...free: number[]): Promise<number> {
  let count = 0
  let look = 0
  const read = async () => free[Math.min(look++, free.length - 1)] ?? 0
  const end = await watchSpace(tmpdir(), () => (count += 1), read)
  while (look <= free.length + 1 && count === 0) await wait(50)
  await wait(600)
  end()
  return count
}

test.each([
  ['stays large', [50, 2, 2], 0],
  ['shrinks below a gibibyte', [50, 2, 0.9], 1],
  ['never had much', [0.8, 0.5, 0.41], 0],
  ['shrinks below half of the little that it had', [0.8, 0.5, 0.39], 1],
])('a disk that %s', async (_, free, expected) => {
  expect(await calls(...free.map((of) => of * gibibyte))).toBe(expected)
})
