import { expect, test } from '@jest/globals'
import type { Finding } from '@operator/report'
import fc from 'fast-check'
import { type Asking, type Content, questionsOf } from './questions.ts'

const content: Content = {
  service: 'default',
  environment: 'production',
  tree: 't'.repeat(40),
  blobs: new Map([
    ['a.sql', '1'.repeat(40)],
    ['b.sql', '2'.repeat(40)],
  ]),
}

const finding = (
  path: string | undefined,
  fingerprint: string,
  state: Finding['state'] = 'introduced',
): Finding => ({
  ruleId: 'rule',
  level: 'warning',
  message: 'It is so.',
  remedy: 'Mend it.',
  fingerprint,
  state,
  proof: 'proven',
  ...(path !== undefined && { location: { path } }),
})

const asking = (findings: readonly Finding[], over: Partial<Asking> = {}): Asking => ({
  check: 'migration-guard/data',
  code: 'drop-column',
  findings,
  ...over,
})

const prints = (one: Asking, at: Content = content) =>
  questionsOf(one, at).map(({ question }) => question.fingerprint)

test('one question for each file, whatever else is found in others and in which order', () => {
  const a = finding('a.sql', 'f1')
  const b = finding('b.sql', 'f2')
  const c = finding('a.sql', 'f3')
  const [alone] = prints(asking([a, c]))
  expect(prints(asking([c, b, a]))).toHaveLength(2)
  expect(prints(asking([c, b, a]))).toContain(alone)
  expect(questionsOf(asking([b, a]), content).map(({ paths }) => paths)).toEqual([['b.sql'], ['a.sql']])
})

test('what is old, or mended, asks nobody', () => {
  const asked = questionsOf(asking([finding('a.sql', 'f1'), finding('b.sql', 'f2', 'existing')]), content)
  expect(asked.map(({ question }) => question.what)).toEqual(['a.sql'])
})

test('without a file it is about the whole tree', () => {
  const one = asking([])
  expect(questionsOf(one, content)).toMatchObject([{ question: { what: 'this change' }, paths: [] }])
  expect(prints(one)).not.toEqual(prints(one, { ...content, tree: 'u'.repeat(40) }))
  expect(prints(asking([finding(undefined, 'f1'), finding('a.sql', 'f2')]))).toHaveLength(1)
})

test('a file whose blob is not known is bound to the whole tree', () => {
  const one = asking([finding('c.sql', 'f1')])
  expect(prints(one)).not.toEqual(prints(one, { ...content, tree: 'u'.repeat(40) }))
  const other = asking([finding('a.sql', 'f1')])
  expect(prints(other)).toEqual(prints(other, { ...content, tree: 'u'.repeat(40) }))
})

test('more than ten files are one question, so that its line can be told whole', () => {
  const many = Array.from({ length: 11 }, (_, index) => finding(`${index}.sql`, `f${index}`))
  expect(questionsOf(asking(many), content)).toMatchObject([{ question: { what: '11 files' } }])
  expect(prints(asking(many.slice(1)))).toHaveLength(10)
})

test('a yes for one environment is none for another, nor for all, whatever they are called', () => {
  const at = (environment: string | undefined) => {
    const [asked] = questionsOf(asking([finding('a.sql', 'f1')]), { ...content, environment })
    return asked
  }
  const named = fc.string({ minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(named, named, (one, other) => {
      const isSame = one.toLowerCase() === other.toLowerCase()
      expect(at(one)?.accepts.includes(at(other)?.question.fingerprint ?? '')).toBe(isSame)
      expect(at(undefined)?.accepts).not.toContain(at(one)?.question.fingerprint)
      expect(at(one)?.accepts).toContain(at(undefined)?.question.fingerprint)
    }),
  )
})
