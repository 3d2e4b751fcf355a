import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { diffTrees, listTree, openRepository } from '@operator/git'
import { createRepository, type FileContent, type TestRepository } from '../../../test/git/repository.ts'
import { type Fact, known, unreadBecause } from '../fact.ts'
import { type SamplePolicy, sampleRules, sampleSubject } from '../sample.ts'
import { collectVariables } from './collect.ts'
import { evaluateEnvDocumented } from './env-documented.ts'
import type { KeptFacts, NewVariable } from './facts.ts'

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.remove())

async function judge(before: Record<string, FileContent> | null, after: Record<string, FileContent>) {
  const base = before === null ? null : repository.commit(before)
  const head = repository.commit(after)
  const opened = await openRepository(repository.directory)
  const changes = await diffTrees(opened, base, head)
  const facts = await collectVariables(opened, base, await listTree(opened, head), changes)
  const outcome = evaluateEnvDocumented(known(facts), undefined, sampleSubject(), sampleRules())
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

const read = (name: string) => `export const x = process.env.${name}\n`

describe('env-documented', () => {
  test('a new variable that is documented', async () => {
    expect(
      (await judge({ 'a.ts': '' }, { 'a.ts': read('SHOP_URL'), '.env.example': 'SHOP_URL=\n' })).told,
    ).toBe('pass documented')
  })

  test('one that is not, with its place and the name that may be meant', async () => {
    const outcome = await judge(
      { 'a.ts': '', '.env.example': 'SHOP_URL=\n' },
      { 'a.ts': `\n${read('SHOP_URI')}` },
    )
    expect(outcome.told).toBe('fail undocumented')
    expect(outcome.findings).toMatchObject([{ location: { path: 'a.ts', line: 2 }, state: 'introduced' }])
    expect(outcome.next).toBe(
      'Add SHOP_URI to .env.example (or is SHOP_URL meant?), and set it where this is deployed.',
    )
  })

  test.each<[string, string, string]>([
    ['Python', 'a.py', 'import os\nx = os.environ["SHOP_KEY"]\n'],
    ['Go', 'a.go', 'var x = os.Getenv("SHOP_KEY")\n'],
    ['Ruby', 'a.rb', 'x = ENV.fetch("SHOP_KEY")\n'],
    ['Compose', 'compose.yaml', 'services: { a: { environment: { K: "${' + 'SHOP_KEY}" } } }\n'],
  ])('%s', async (_, path, text) => {
    expect((await judge({ 'x.md': '' }, { [path]: text })).told).toBe('fail undocumented')
  })

  test('old debt does not block: read at the base already, in this file or another', async () => {
    expect(
      (await judge({ 'a.ts': read('SHOP_KEY') }, { 'a.ts': `// moved\n${read('SHOP_KEY')}` })).told,
    ).toBe('pass nothing-new')
    expect((await judge({ 'b.ts': read('SHOP_KEY') }, { 'a.ts': read('SHOP_KEY') })).told).toBe(
      'pass nothing-new',
    )
  })

  test('without a base everything is new', async () => {
    expect((await judge(null, { 'a.ts': read('SHOP_KEY') })).told).toBe('fail undocumented')
  })

  test('runtime names and tests are nobody’s to document', async () => {
    expect(
      (await judge({ 'x.md': '' }, { 'a.ts': read('NODE_ENV'), 'a.test.ts': read('TEST_ONLY') })).told,
    ).toBe('pass nothing-new')
  })

  test('a file that is only a pointer is unknown', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'1'.repeat(64)}\nsize 12\n`
    expect((await judge({ 'x.md': '' }, { 'a.ts': pointer })).told).toBe('unknown unread-files')
  })

  test('what was not looked at is unknown', () => {
    expect(
      evaluateEnvDocumented(
        unreadBecause('not-in-clone', 'There is no git.'),
        undefined,
        sampleSubject(),
        sampleRules(),
      ).status,
    ).toBe('unknown')
  })
})

describe('where it is deployed', () => {
  const variable = (name: string, from?: 'github'): NewVariable => ({
    name,
    path: 'a.ts',
    line: 1,
    documented: true,
    ...(from !== undefined && { from }),
  })
  const names = (...environment: string[]) => known({ environment, shared: ['REGION'] })
  const judgeKept = (
    introduced: readonly NewVariable[],
    kept: Fact<KeptFacts>,
    production: NonNullable<SamplePolicy['environments']>[string] = {},
  ) => {
    const facts = known({ introduced, more: 0, files: 1, documents: ['.env.example'], unread: [] })
    const outcome = evaluateEnvDocumented(
      facts,
      kept,
      sampleSubject(),
      sampleRules({ environments: { production } }),
    )
    return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
  }
  const refused = unreadBecause('forbidden', 'GitHub refused it.')

  test('what GitHub has is said to be there, whatever the case, at any level', () => {
    const outcome = judgeKept([variable('shop_url'), variable('REGION', 'github')], names('SHOP_URL'))
    expect(outcome.told).toBe('pass documented')
    expect(outcome.reason.message).toContain('production has shop_url, REGION.')
  })

  test('a workflow’s own secret that is not there fails, with the name that may be meant', () => {
    const outcome = judgeKept([variable('DEPLOY_KEYS', 'github')], names('DEPLOY_KEY'))
    expect(outcome.told).toBe('fail not-in-environment')
    expect(outcome.next).toBe(
      'Add DEPLOY_KEYS to the environment production on GitHub (or is DEPLOY_KEY meant, which is there?).',
    )
  })

  test('what an application reads may be kept elsewhere, unless the policy says where', () => {
    const elsewhere = judgeKept([variable('SHOP_URL')], names('OTHER'))
    expect(elsewhere.told).toBe('pass documented')
    expect(elsewhere.reason.message).toContain('Cannot verify that production has SHOP_URL')
    expect(judgeKept([variable('SHOP_URL')], names('OTHER'), { variables: 'github' }).told).toBe(
      'fail not-in-environment',
    )
  })

  test('refused: cannot verify, by name; unknown where it has to be there', () => {
    const outcome = judgeKept([variable('SHOP_URL'), variable('KEY', 'github')], refused)
    expect(outcome.told).toBe('pass documented')
    expect(outcome.reason.message).toContain(
      'Cannot verify that production has SHOP_URL, KEY: GitHub refused it.',
    )
    expect(judgeKept([variable('SHOP_URL')], refused, { variables: 'github' })).toMatchObject({
      told: 'unknown cannot-verify',
      reason: { message: expect.stringContaining('SHOP_URL') },
    })
  })

  test('an undocumented one is told first', () => {
    expect(judgeKept([{ ...variable('SHOP_URL'), documented: false }], refused).told).toBe(
      'fail undocumented',
    )
  })
})

test('names that only a run knows are noted, and decide nothing', async () => {
  const dynamic = await judge(
    { 'a.ts': 'process.env[old]\n' },
    { 'a.ts': 'process.env[old]\nprocess.env[name]\n' },
  )
  expect(dynamic.told).toBe('pass nothing-new')
  expect(dynamic.findings).toMatchObject([
    { ruleId: 'dynamic-variable' },
    { level: 'note', location: { line: 2 } },
  ])
  const moved = await judge({ 'a.ts': 'process.env[old]\n' }, { 'a.ts': '\nprocess.env[old]\n' })
  expect(moved.findings).toEqual([])
})
