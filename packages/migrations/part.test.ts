import { expect, test } from '@jest/globals'
import { joinParts, type Part } from './part.ts'

const none: Part = { status: 'not-applicable', code: 'none', message: 'None.' }
const unknown = (directory: string): Part => ({
  status: 'unknown',
  code: 'not-rehearsed',
  message: `${directory} was not run.`,
  next: 'Run it.',
})
const steps = (...parts: readonly Part[]) => joinParts('migration-guard/rehearsal', parts, none).next
const tell = (...parts: readonly Part[]) => joinParts('migration-guard/rehearsal', parts, none).reason.message

test('every directory that cannot be judged is named', () => {
  const pass: Part = { status: 'pass', code: 'runs', message: 'c runs.' }
  expect(tell(unknown('a'))).toBe('a was not run.')
  expect(tell(pass, unknown('a'), unknown('b'))).toBe('a was not run; b was not run.')
})

test('many are cut with a count', () => {
  expect(tell(...['a', 'b', 'c', 'd', 'e'].map(unknown))).toBe(
    'a was not run; b was not run; c was not run; and 2 more.',
  )
})

test('what several say alike is said once', () => {
  expect(tell(unknown('a'), unknown('a'))).toBe('a was not run.')
})

test('what to do is told for each of them, once', () => {
  const fail = (next?: string): Part => ({
    status: 'fail',
    code: 'x',
    message: `${next}`,
    ...(next !== undefined && { next }),
  })
  expect(steps(unknown('a'), unknown('b'))).toBe('Run it.')
  expect(steps(fail('Mend a/1.sql'), unknown('c'), fail('Mend b/2.sql.'))).toBe('Mend a/1.sql. Mend b/2.sql.')
  expect(steps(fail(), fail('Mend b/2.sql.'))).toBe('Mend b/2.sql.')
  expect(steps(fail(), unknown('c'))).toBeUndefined()
  expect(steps(...['a', 'b', 'c', 'd', 'e'].map((name) => fail(`Mend ${name}.`)))).toBe(
    'Mend a. Mend b. Mend c. And 2 more, as the findings say.',
  )
})
