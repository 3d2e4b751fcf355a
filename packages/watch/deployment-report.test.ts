import { describe, expect, test } from '@jest/globals'
import { concludeWatch } from './conclusion.ts'
import { evaluateWatch } from './evaluate.ts'
import { newSha, oldSha, planOf, play, type SimulatedWorld, wrong } from './simulated-world.ts'
import { type Shipped, watchSnapshot } from './snapshot.ts'

const shipped: Shipped = {
  kind: 'commits',
  commits: [
    { sha: newSha, title: 'Show prices (#7)' },
    { sha: 'c'.repeat(40), title: '<img src=x> @everyone `code`' },
  ],
  total: 2,
}

async function snapshotOf(
  world: SimulatedWorld = {},
  plan = planOf(),
  afterwards: number | null = 86_400_000,
) {
  const { events } = await play(plan, world)
  // As a file would keep it.
  return watchSnapshot.parse(
    JSON.parse(JSON.stringify({ kind: 'watched', plan, events, shipped, afterwards, problems: [] })),
  )
}

const preamble = async (...given: Parameters<typeof snapshotOf>) =>
  evaluateWatch(await snapshotOf(...given)).preamble ?? ''

describe('the deployment report', () => {
  test('has the playbook’s form', async () => {
    const metrics = [{ name: 'http errors', every: 60_000 }]
    const text = await preamble({ metric: () => ({ bad: 1, total: 10_000 }) }, planOf({ metrics }))
    expect(text).toBe(
      [
        '## Deployment Complete',
        '### Environment\nproduction',
        `### Changes Deployed\n- \`${newSha.slice(0, 12)}\` Show prices \\(\\#7\\)\n- \`${'c'.repeat(12)}\` &lt;img src=x&gt; @\u200beveryone \\\`code\\\``,
        `### Verification\n- [x] Deployment successful <sub>Only ${newSha.slice(0, 12)} is served.</sub>\n- [x] No errors in logs <sub>http errors: 10 of 100,000 requests.</sub>\n- [x] Core paths tested <sub>2 paths work, looked at 40 times in 10m.</sub>`,
        `### Monitoring\nWatched for 10m. Will watch for 24 hours. Rollback via: \`gh workflow run deploy.yml -f sha=${oldSha}\``,
      ].join('\n\n'),
    )
  })

  test('ticks only what was measured, and says why not', async () => {
    const text = await preamble(
      {},
      planOf({ version: { readable: false, origin: null, expected: newSha } }),
      null,
    )
    expect(text).toContain(
      '- [ ] Deployment successful <sub>How the environment tells its version is not configured',
    )
    expect(text).toContain('- [ ] No errors in logs <sub>No metric is watched')
    expect(text).toContain('- [x] Core paths tested')
    expect(text).toContain('Nothing is watched after that')
  })

  test('is not complete when something is broken', async () => {
    const text = await preamble({ probe: () => wrong })
    expect(text).toMatch(/^## Deployment Not Complete\n/)
    expect(text).toContain('- [ ] Core paths tested')
  })
})

describe('the evaluation', () => {
  test('of a kept snapshot is the verdict that the watch reached', async () => {
    const plan = planOf()
    const world: SimulatedWorld = {
      probe: (_, second) => (second > 200 ? wrong : { ...wrong, result: 'ok' }),
    }
    const { state } = await play(plan, world)
    expect(evaluateWatch(await snapshotOf(world, plan)).headline).toBe(concludeWatch(state).headline)
  })

  test('names every check, and nothing passes where nothing was watched', () => {
    const undetermined = evaluateWatch({ kind: 'undetermined', why: 'No token.', next: 'Give one.' })
    expect(new Set(undetermined.outcomes.map(({ status }) => status))).toEqual(new Set(['unknown']))
    const nothing = evaluateWatch({ kind: 'nothing-due', why: 'Nothing was deployed.' })
    expect(new Set(nothing.outcomes.map(({ status }) => status))).toEqual(new Set(['not-applicable']))
    expect(nothing.outcomes).toHaveLength(6)
  })

  test('says what could not be written', async () => {
    const { events } = await play(planOf())
    const { outcomes } = evaluateWatch({
      kind: 'watched',
      plan: planOf(),
      events: [
        ...events,
        { type: 'status-set', at: planOf().startedAt, problem: 'No deployment status was set.' },
      ],
      shipped,
      afterwards: null,
      problems: [],
    })
    expect(outcomes.at(-1)).toMatchObject({
      status: 'unknown',
      reason: { message: 'No deployment status was set.' },
    })
  })
})

test('the report is never on top of a watch that did not take place', () => {
  expect(evaluateWatch({ kind: 'nothing-due', why: '' }).preamble).toBeUndefined()
})
