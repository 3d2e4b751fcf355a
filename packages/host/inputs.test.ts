import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { booleanInput, readActionInputs } from './inputs.ts'
import { UserError } from './user-error.ts'

const own = { url: z.url().optional(), 'dry-run': booleanInput.prefault('false') }

function problemsOf(
  env: Record<string, string>,
): readonly { where?: string; what: string; remedy: string }[] {
  try {
    readActionInputs(own, env)
  } catch (error) {
    if (error instanceof UserError) return error.problems
    throw error
  }
  throw new Error('The inputs were accepted.')
}

describe('readActionInputs', () => {
  test('nothing given: defaults', () => {
    const { common, inputs } = readActionInputs(own, {})
    expect(common).toMatchObject({
      mode: 'enforce',
      'fail-on': 'ask-human',
      service: 'default',
      comment: true,
    })
    expect(common['github-token']).toBeUndefined()
    expect(inputs).toEqual({ 'dry-run': false })
  })

  test('an empty or blank value counts as absent', () => {
    expect(readActionInputs(own, { INPUT_MODE: '', INPUT_SERVICE: '  ' }).common).toMatchObject({
      mode: 'enforce',
      service: 'default',
    })
  })

  test("YAML's booleans only", () => {
    expect(readActionInputs(own, { 'INPUT_DRY-RUN': 'True' }).inputs['dry-run']).toBe(true)
    expect(problemsOf({ 'INPUT_DRY-RUN': 'yes' })).toHaveLength(1)
  })

  test('all problems at once, each with input, value and expectation', () => {
    const problems = problemsOf({ INPUT_MODE: 'lax', 'INPUT_FAIL-ON': 'no-go', INPUT_URL: 'nowhere' })
    expect(problems.map((problem) => problem.where)).toEqual(['input mode', 'input fail-on', 'input url'])
    expect(problems[0]?.what).toContain('"lax"')
    expect(problems[0]?.remedy).toContain('enforce, report')
    expect(problems[1]?.remedy).toContain('ask-human, incomplete')
  })

  test('nothing laxer than fail-on incomplete exists', () => {
    expect(problemsOf({ 'INPUT_FAIL-ON': 'no-go' })).toHaveLength(1)
    expect(problemsOf({ 'INPUT_FAIL-ON': 'never' })).toHaveLength(1)
  })

  test('a hostile value is quoted on one line and cut', () => {
    const [problem] = problemsOf({ INPUT_MODE: `x\n::error::${'y'.repeat(500)}` })
    expect(problem?.what).not.toContain('\n')
    expect(problem?.what.length).toBeLessThan(200)
  })

  test('snapshot says what to do with which file', () => {
    expect(readActionInputs(own, { INPUT_SNAPSHOT: 'replay:a:b.json' }).common.snapshot).toEqual({
      use: 'replay',
      path: 'a:b.json',
    })
    expect(problemsOf({ INPUT_SNAPSHOT: 'keep' })).toHaveLength(1)
  })
})

describe('inputs that are none', () => {
  test('a misspelt one is refused with a suggestion, however harmless', () => {
    const [problem, ...more] = problemsOf({ INPUT_ENVIROMENT: 'production' })
    expect(problem).toMatchObject({ where: 'input "enviroment"', remedy: 'Did you mean "environment"?' })
    expect(more).toEqual([])
  })

  test('one that resembles nothing is answered with the list', () => {
    expect(problemsOf({ INPUT_QQQQQQQQQQ: 'x' })[0]?.remedy).toContain('It takes github-token, config,')
  })

  test('an empty one is not there', () => {
    expect(readActionInputs(own, { INPUT_NONE: '' }).given).toEqual({})
  })
})

test('what was given is kept without credentials', () => {
  const { given } = readActionInputs(
    { ...own, 'other-token': z.string().optional() },
    { 'INPUT_GITHUB-TOKEN': 'a', 'INPUT_OTHER-TOKEN': 'b', INPUT_MODE: 'report' },
  )
  expect(given).toEqual({ mode: 'report' })
})

test('a commit is named in full', () => {
  expect(readActionInputs(own, { INPUT_COMMIT: 'a'.repeat(40) }).common.commit).toBe('a'.repeat(40))
  for (const INPUT_COMMIT of ['main', 'a'.repeat(39), '-x', 'A'.repeat(40)]) {
    expect(problemsOf({ INPUT_COMMIT })[0]?.remedy).toBe('Expected the 40 hexadecimal digits of a commit.')
  }
})
