import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { phase, say } from './log.ts'

let written: string[]

beforeEach(() => {
  written = []
  jest.useFakeTimers()
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text))
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  jest.useRealTimers()
})

const reminders = () => written.filter((line) => line.includes('still running')).length

test('a silent phase is said to be running', async () => {
  const done = phase('collect', new Map(), () => new Promise<void>((resolve) => setTimeout(resolve, 10_000)))
  await jest.advanceTimersByTimeAsync(10_000)
  await done
  expect(reminders()).toBe(2)
})

test('a phase that reports its own progress is not', async () => {
  const done = phase('collect', new Map(), async () => {
    for (let look = 1; look <= 20; look += 1) {
      say(`look ${look}`)
      await new Promise<void>((resolve) => setTimeout(resolve, 30_000))
    }
  })
  await jest.advanceTimersByTimeAsync(600_000)
  await done
  expect(reminders()).toBe(0)
})

test('a phase that falls silent is again', async () => {
  const done = phase('collect', new Map(), async () => {
    say('begun')
    await new Promise<void>((resolve) => setTimeout(resolve, 300_000))
  })
  await jest.advanceTimersByTimeAsync(300_000)
  await done
  expect(reminders()).toBeGreaterThan(1)
})
