import { describe, expect, test } from '@jest/globals'
import { describeWorkflow, matchesName } from './describe-workflow.ts'

const read = (text: string) => describeWorkflow('.github/workflows/ci.yml', Buffer.from(text))

function jobsOf(text: string) {
  const reading = read(text)
  if (reading?.kind !== 'workflow') throw new Error('not a workflow')
  return reading.workflow.jobs
}

describe('describeWorkflow', () => {
  test('names, needs, commands and actions of jobs', () => {
    const [lint, tests] = jobsOf(`
on: [push, pull_request]
jobs:
  lint: { runs-on: x, steps: [{ uses: actions/checkout@v5 }, { run: npm run lint }] }
  tests:
    name: unit tests
    needs: lint
    runs-on: x
    steps: [{ run: npm test }]
`)
    expect(lint).toMatchObject({ checkNames: [['lint']], needs: [], commands: ['npm run lint'] })
    expect(lint?.actions).toEqual(['actions/checkout@v5'])
    expect(tests).toMatchObject({ checkNames: [['unit tests']], needs: ['lint'], commands: ['npm test'] })
  })

  test('events in every spelling', () => {
    for (const on of ['push', '[push]', '{ push: { branches: [main] } }']) {
      const reading = read(`on: ${on}\njobs: { a: { runs-on: x, steps: [] } }`)
      expect(reading?.kind === 'workflow' ? reading.workflow.events : []).toEqual(['push'])
    }
  })

  test.each([
    ['matrix: { node: [22, 24] }', undefined, 'tests (24)', true],
    ['matrix: { node: [22, 24] }', undefined, 'tests (22, linux)', true],
    ['matrix: { node: [22, 24] }', undefined, 'tests2', false],
    ['matrix: { node: [22] }', 'node ${{ matrix.node }} tests', 'node 22 tests', true],
    ['matrix: { node: [22] }', 'node ${{ matrix.node }} tests', 'node 22 lint', false],
  ])('%s with name %s and check %s: %s', (strategy, name, check, expected) => {
    const [job] = jobsOf(
      `on: push\njobs:\n  tests:\n    strategy: { ${strategy} }\n${name === undefined ? '' : `    name: "${name}"\n`}    steps: []`,
    )
    expect(job?.checkNames.some((parts) => matchesName(parts, check))).toBe(expected)
  })

  test('a call of a reusable workflow emits "caller / callee"', () => {
    const [job] = jobsOf('on: push\njobs: { call: { uses: ./.github/workflows/x.yml } }')
    expect(job?.calls).toBe('./.github/workflows/x.yml')
    expect(job?.checkNames.some((parts) => matchesName(parts, 'call / build'))).toBe(true)
    expect(job?.checkNames.some((parts) => matchesName(parts, 'caller'))).toBe(false)
  })

  test('what cannot be read says so, what is no workflow is nothing', () => {
    expect(read('on: [')).toMatchObject({ kind: 'unreadable' })
    expect(read('name: x')).toMatchObject({ kind: 'unreadable' })
    expect(describeWorkflow('README.md', Buffer.from('on: push'))).toBeUndefined()
  })
})

describe('matchesName', () => {
  test.each([
    [['a'], 'a', true],
    [['a'], 'ab', false],
    [['a', ''], 'ab', true],
    [['ab', 'ba'], 'aba', false],
    [['a', 'x', 'b'], 'axxb', true],
    [['a', 'xx', 'b'], 'axb', false],
  ])('%j and %s: %s', (parts, name, expected) => {
    expect(matchesName(parts, name)).toBe(expected)
  })
})
