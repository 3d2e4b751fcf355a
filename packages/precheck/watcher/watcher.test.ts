import { describe, expect, test } from '@jest/globals'
import { type SamplePolicy, sampleRules, sampleSubject } from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import { renderLinks } from './links.ts'
import { evaluateWatcher } from './watcher.ts'

const judge = (subject: Partial<SubjectFacts>, environments?: SamplePolicy['environments']) => {
  const outcome = evaluateWatcher(
    sampleSubject(subject),
    sampleRules(environments === undefined ? {} : { environments }),
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('watcher', () => {
  test('the person who began it', () => {
    expect(judge({ actor: 'ann', event: 'push' }).told).toBe('pass actor')
    expect(judge({ actor: 'ann', event: 'workflow_dispatch' }).told).toBe('pass actor')
  })

  test.each([
    ['dependabot[bot]', 'push'],
    ['github-actions[bot]', 'workflow_dispatch'],
    ['github-merge-queue[bot]', 'push'],
    ['Renovate[BOT]', 'push'],
    ['web-flow', 'push'],
    ['ann', 'schedule'],
    ['ann', 'workflow_run'],
    ['ann', 'repository_dispatch'],
  ])('%s by %s is nobody', (actor, event) => {
    const outcome = judge({ actor, event })
    expect(outcome.told).toBe('fail nobody-watches')
    expect(outcome.next).toContain('watcher')
  })

  test('somebody named, by the workflow before the policy', () => {
    const named = { production: { watchers: ['@octo/on-call'] } }
    const scheduled = { actor: 'github-actions[bot]', event: 'schedule' }
    expect(judge(scheduled, named)).toMatchObject({
      told: 'pass named',
      reason: { message: '@octo/on-call watches what is deployed to production.' },
    })
    expect(judge({ ...scheduled, watcher: '@bob' }, named).reason.message).toContain('@bob')
    expect(judge({ ...scheduled, watcher: 'dependabot[bot]' }, named).told).toBe('fail bot-named')
    expect(judge(scheduled, { staging: { watchers: ['@bob'] } }).told).toBe('fail nobody-watches')
  })

  test('what is not known is unknown', () => {
    const { actor: _, ...without } = sampleSubject()
    expect(evaluateWatcher(without, sampleRules())).toMatchObject({ status: 'unknown' })
    const { environment: __, ...nowhere } = sampleSubject()
    expect(evaluateWatcher(nowhere, sampleRules())).toMatchObject({ status: 'not-applicable' })
    expect(judge({ stage: 'local' }).told).toBe('pass local')
  })
})

describe('what to have open', () => {
  const rules = sampleRules()
  const render = (watch: typeof rules.watch, subject: Partial<SubjectFacts> = {}) =>
    renderLinks(sampleSubject(subject), { ...rules, watch })

  test('dashboards and logs, on top of a deployment’s summary', () => {
    expect(
      render({
        dashboards: ['https://grafana.example.com/d/1'],
        logs: [{ name: 'shop logs', url: 'https://logs.example.com/?q=a b' }],
      }),
    ).toBe(
      '**Have open while it is deployed:** [dashboard](https://grafana.example.com/d/1) · [shop logs](https://logs.example.com/?q=a%20b)',
    )
    expect(render({ dashboards: ['https://a.example/1', 'https://a.example/2'] })).toContain('[dashboard 2]')
  })

  test('nothing where nothing is named, or nothing is deployed', () => {
    expect(render({})).toBeUndefined()
    expect(render({ dashboards: ['https://a.example'] }, { stage: 'pull-request' })).toBeUndefined()
  })

  test('a name or an address cannot leave its link', () => {
    const text = render({
      dashboards: [
        { name: ']( https://evil.example ) <b>', url: 'https://a.example/x)(https://evil.example)<b>|`\\' },
      ],
    })
    expect(text).not.toMatch(/\)\(|<b>|\]\( https/)
  })
})
