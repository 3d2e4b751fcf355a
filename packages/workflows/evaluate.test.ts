import { describe, expect, test } from '@jest/globals'
import { auditSources } from './collect.ts'
import { evaluateWorkflows } from './evaluate.ts'
import { workflowsPolicy } from './policy.ts'

const policy = workflowsPolicy.parse({})
const now = new Date('2026-03-01T00:00:00Z')
const sha = (letter: string) => letter.repeat(40)

function file(text: string | undefined, path = '.github/workflows/release.yml') {
  return text === undefined
    ? []
    : [
        {
          path,
          oid: sha(String(text.length % 10)),
          content: new TextEncoder().encode(text),
          problem: undefined,
        },
      ]
}
function judge(base: string | undefined, head: string | undefined) {
  const [outcome] = evaluateWorkflows(auditSources(file(head), file(base), policy), policy, now)
  if (outcome === undefined) throw new Error('There is no outcome.')
  return outcome
}
const workflow = (...steps: readonly string[]) =>
  ['on: release', 'permissions: {}', 'jobs:', '  a:', '    runs-on: x', '    steps:', ...steps].join('\n')

describe('an update of what is used is nothing new', () => {
  test.each([
    ['a tag', 'actions/attest@v4.2.1', 'actions/attest@v4.2.2'],
    ['a cache in a release', `actions/cache@${sha('a')}`, `actions/cache@${sha('b')}`],
    ['a checkout', `actions/checkout@${sha('a')} # v7.0.0`, `actions/checkout@${sha('b')} # v7.0.1`],
  ])('%s', (_, before, after) => {
    const outcome = judge(workflow(`      - uses: ${before}`), workflow(`      - uses: ${after}`))
    expect(outcome.findings.map((finding) => finding.state)).toEqual(['existing'])
    expect(outcome.status).toBe('pass')
  })

  test.each([
    ['from a commit to a tag', `actions/attest@${sha('a')}`, 'actions/attest@v4'],
    ['from a tag to a branch', 'actions/attest@v4', 'actions/attest@main'],
    ['another action', 'actions/attest@v4', 'actions/labeler@v4'],
  ])('%s is', (_, before, after) => {
    const outcome = judge(workflow(`      - uses: ${before}`), workflow(`      - uses: ${after}`))
    expect(outcome).toMatchObject({ status: 'fail', reason: { code: 'introduced-error' } })
    expect(outcome.next).toMatch(/^\.github\/workflows\/release\.yml:7: Pin /)
  })
})

describe('evaluateWorkflows', () => {
  test('a changed file that cannot be read is unknown, an old one is said', () => {
    const broken = 'on: [push\njobs: {'
    expect(judge(undefined, broken)).toMatchObject({ status: 'unknown', reason: { code: 'unparsable' } })
    expect(judge(broken, broken)).toMatchObject({ status: 'pass' })
    expect(judge(broken, broken).reason.message).toContain('1 older place could not be judged')
  })

  test('nothing to judge is not applicable', () => {
    expect(judge(undefined, undefined).status).toBe('not-applicable')
  })

  test('a removed workflow takes its findings with it', () => {
    const outcome = judge(workflow('      - uses: actions/attest@v4'), undefined)
    expect(outcome.findings.map((finding) => finding.state)).toEqual(['fixed'])
  })
})
