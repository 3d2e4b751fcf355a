import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type CostPolicy, costPolicy } from '@operator/cost'
import { diffTrees, listTree, openRepository } from '@operator/git'
import { createWorktree, type Worktree } from '../../../test/git/worktree.ts'
import { known } from '../fact.ts'
import { collectCost } from './collect.ts'
import { evaluateCostImpact } from './cost-impact.ts'

let worktree: Worktree
beforeEach(() => {
  worktree = createWorktree()
})
afterEach(() => worktree.remove())

async function judge(base: string | null, head: string, policy: Partial<CostPolicy> = {}) {
  const repository = await openRepository(worktree.directory)
  const facts = await collectCost({
    repository,
    head,
    tree: await listTree(repository, head),
    changes: await diffTrees(repository, base, head),
    policy: { ...costPolicy.parse({}), ...policy },
  })
  const outcome = evaluateCostImpact(known(facts))
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

async function change(
  before: Record<string, string>,
  after: Record<string, string>,
  policy?: Partial<CostPolicy>,
) {
  const base = worktree.commit(before)
  return judge(base, worktree.commit(after), policy)
}

const claim = (size: string) =>
  `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [], resources: { requests: { storage: ${size} } } }\n`
const large = claim(`1Gi } } }\nnote: ${'x'.repeat(10_000_001)}\n#`)

describe('cost-impact over git objects', () => {
  test('what grows, at its place', async () => {
    const outcome = await change({ 'k8s/data.yaml': claim('1Gi') }, { 'k8s/data.yaml': claim('10Gi') })
    expect(outcome.told).toBe('ask cost-grows')
    expect(outcome.findings[0]?.location).toEqual({ path: 'k8s/data.yaml', line: 4 })
  })

  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['less', { 'a.yaml': claim('9Gi') }, { 'a.yaml': claim('1Gi') }, 'pass nothing-grows'],
    ['no infrastructure', { 'a.ts': '' }, { 'a.ts': 'x' }, 'not-applicable no-infrastructure'],
    ['Terraform', { 'a.ts': '' }, { 'infra/main.tf': 'a' }, 'ask cost-unclear'],
    ['broken', { 'a.yaml': claim('1Gi') }, { 'a.yaml': `${claim('1Gi')}  [` }, 'unknown unread-files'],
    ['over the limit', { 'a.yaml': claim('1Gi') }, { 'a.yaml': large }, 'unknown unread-files'],
    [
      'a pointer',
      { 'a.yaml': claim('1Gi') },
      { 'a.yaml': `version https://git-lfs.github.com/spec/v1\noid sha256:${'1'.repeat(64)}\nsize 12\n` },
      'unknown unread-files',
    ],
    [
      'left out by the policy',
      { 'a.ts': '' },
      { 'testdata/a.yaml': claim('1Gi'), 'compose.dev.yaml': 'services: { a: { image: a } }' },
      'not-applicable no-infrastructure',
    ],
  ])('%s', async (_, before, after, told) => {
    expect((await change(before, after)).told).toBe(told)
  })

  test('without a base everything is new', async () => {
    expect((await judge(null, worktree.commit({ 'a.yaml': claim('1Gi') }))).told).toBe('ask cost-grows')
  })

  test('a link and a submodule are unknown', async () => {
    const base = worktree.commit({ 'a.yaml': claim('1Gi') })
    symlinkSync('a.yaml', join(worktree.directory, 'b.yaml'))
    const linked = worktree.commit({})
    expect((await judge(base, linked)).told).toBe('unknown unread-files')
    worktree.git('update-index', '--add', '--cacheinfo', `160000,${base},modules/infra`)
    worktree.git('commit', '--quiet', '--message', 'A submodule')
    expect((await judge(linked, worktree.git('rev-parse', 'HEAD'))).told).toBe('unknown unread-files')
  })

  test('a file that the policy names asks, whatever it holds', async () => {
    const policy = { paths: ['sizes/**'] }
    expect((await change({ 'a.ts': '' }, { 'sizes/web.ini': 'max = 2' }, policy)).told).toBe(
      'ask cost-unclear',
    )
  })
})

describe('a plan of Terraform', () => {
  const policy = { 'terraform-plans': [{ path: 'plan.json', root: 'infra' }] }
  const plan = (max: number, timestamp = '2999-01-01T00:00:00Z') =>
    JSON.stringify({
      format_version: '1.2',
      timestamp,
      resource_changes: [
        {
          address: 'aws_autoscaling_group.web',
          type: 'aws_autoscaling_group',
          change: {
            before: { max_size: 4 },
            after: { max_size: max },
            actions: ['update'],
            after_unknown: {},
          },
        },
      ],
    })
  const write = (text: string) => writeFileSync(join(worktree.directory, 'plan.json'), text)

  async function planned(text: string): Promise<string> {
    const base = worktree.commit({ 'infra/main.tf': 'a' })
    const head = worktree.commit({ 'infra/main.tf': 'b' })
    write(text)
    const { told, evidence } = await judge(base, head, policy)
    return `${told}: ${evidence.find(({ fact }) => fact.startsWith('plan.json'))?.fact}`
  }

  test.each<[string, string, RegExp]>([
    [
      'judges its files',
      plan(40),
      /^ask cost-grows: plan.json counts: made in this job at 2999-01-01T00:00:00Z/,
    ],
    ['passes what falls', plan(2), /^pass nothing-grows: plan.json counts/],
    [
      'older than the commit does not count',
      plan(2, '2020-01-01T00:00:00Z'),
      /^ask cost-unclear: .* is older/,
    ],
    [
      'without a time does not count',
      plan(2).replace('timestamp', 'made'),
      /^ask cost-unclear: .* when it was made/,
    ],
    ['that is none does not count', '{}', /^ask cost-unclear: .* it is no plan/],
  ])('%s', async (_, text, expected) => {
    expect(await planned(text)).toMatch(expected)
  })

  test('that the change commits proves nothing', async () => {
    const base = worktree.commit({ 'infra/main.tf': 'a' })
    const head = worktree.commit({ 'infra/main.tf': 'b', 'plan.json': plan(2) })
    const outcome = await judge(base, head, policy)
    expect(outcome.told).toBe('ask cost-unclear')
    expect(outcome.evidence.map(({ fact }) => fact)).toContainEqual(
      expect.stringContaining('it is committed'),
    )
  })

  test('nor does one behind a link that it commits', async () => {
    const base = worktree.commit({ 'infra/main.tf': 'a', 'kept/plan.json': plan(2) })
    symlinkSync('kept', join(worktree.directory, 'out'))
    const head = worktree.commit({ 'infra/main.tf': 'b' })
    const linked = { 'terraform-plans': [{ path: 'out/plan.json', root: 'infra' }] }
    expect((await judge(base, head, linked)).told).toBe('ask cost-unclear')
  })

  test('nor does one outside, or of another commit', async () => {
    const base = worktree.commit({ 'infra/main.tf': 'a' })
    const head = worktree.commit({ 'infra/main.tf': 'b' })
    write(plan(2))
    const outside = { 'terraform-plans': [{ path: '../plan.json', root: 'infra' }] }
    expect((await judge(base, head, outside)).told).toBe('ask cost-unclear')
    worktree.git('checkout', '--quiet', base)
    const other = await judge(base, head, policy)
    expect(other.told).toBe('ask cost-unclear')
    expect(other.evidence.map(({ fact }) => fact)).toContainEqual(expect.stringContaining('another commit'))
  })

  test('that is missing leaves the files to a person', async () => {
    const base = worktree.commit({ 'infra/main.tf': 'a' })
    expect((await judge(base, worktree.commit({ 'infra/main.tf': 'b' }), policy)).told).toBe(
      'ask cost-unclear',
    )
  })

  test('an estimate is shown, and asks when it rises', async () => {
    const base = worktree.commit({ 'a.yaml': claim('9Gi') })
    const head = worktree.commit({ 'a.yaml': claim('1Gi') })
    writeFileSync(join(worktree.directory, 'cost.json'), '{"currency":"EUR","diffTotalMonthlyCost":"3"}')
    expect((await judge(base, head, { infracost: 'cost.json' })).told).toBe('ask estimate-rises')
  })
})
