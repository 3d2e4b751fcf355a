import { describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import {
  annotate,
  assembleChecks,
  composeReport,
  renderComment,
  renderSarif,
  renderSummary,
  renderTerminal,
} from '@operator/report'
import fc from 'fast-check'
import { createRepository } from '../../test/git/repository.ts'
import { alphabets, seededRandom } from '../secrets/random.ts'
import { secretRules } from '../secrets/rules/index.ts'
import { scanContent } from '../secrets/scan.ts'
import { collectBaseline } from './collect.ts'
import { evaluateBaseline } from './evaluate.ts'
import { baselineChecks, baselinePolicy } from './policy.ts'

const now = new Date('2026-03-01T00:00:00Z')
const policy = baselinePolicy.parse({ dependencies: { source: 'http://127.0.0.1:1', timeout: '2s' } })

/** Everything that leaves the process about a repository in which these texts stand. */
async function publishedAbout(texts: readonly string[]): Promise<string> {
  const repository = createRepository()
  try {
    const base = repository.commit({ 'README.md': 'x' })
    const inFiles = Object.fromEntries(
      texts.map((text, index) => [`src/file-${index}.ts`, `const a = "${text}"\n`]),
    )
    repository.commit({ ...inFiles, 'gone.txt': texts.join('\n') }, { message: `Add\n\n${texts.join('\n')}` })
    const encoded = texts.map((text) => Buffer.from(`x:${text}`).toString('base64')).join('\n')
    const head = repository.commit({
      'gone.txt': null,
      'encoded.yml': encoded,
      'app.env': texts.map((text, index) => `SECRET_${index}=${text.split('\n')[0]}`).join('\n'),
      '.env': texts.map((text, index) => `API_KEY_${index}=${text.split('\n')[0]}`).join('\n'),
      'package.json': `{"dependencies": {"a": "git+https://user:${encodeURIComponent(texts[0] ?? '')}@host/x"}}`,
      'package-lock.json': `{"lockfileVersion": 3, "packages": {"": {}, "node_modules/a": {"version": "1.0.0", "resolved": "git+https://user:${encodeURIComponent(texts[0] ?? '')}@host/x"}}, broken`,
      'app/package-lock.json': `{"a": "${texts[0]}" broken`,
      '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    container:\n      image: x\n      credentials: {username: u, password: ${JSON.stringify(texts[0])}}\n    steps: []\n`,
    })
    const range = { repository: await openRepository(repository.directory), base, head }
    const snapshot = await collectBaseline(range, policy, {
      onSecret: () => undefined,
      onSecretInName: () => undefined,
    })
    const report = composeReport({
      version: '0',
      action: 'security-baseline',
      subject: {
        repository: { name: 'octo/shop' },
        service: 'default',
        mode: 'enforce',
        stage: 'pull-request',
        intent: 'release',
        head,
        base,
        baseMeaning: 'the base',
        tree: head,
      },
      checks: assembleChecks(baselineChecks, evaluateBaseline(snapshot, policy, now), {}),
      generatedAt: now.toISOString(),
      validUntil: now.toISOString(),
      timings: {},
      apiCost: { rest: 0, graphqlPoints: 0 },
      sources: [],
      policy: { origin: 'default', digest: '', keys: [] },
    })
    return [
      JSON.stringify(snapshot),
      JSON.stringify(report),
      renderSummary(report),
      renderComment(report, 'listed'),
      renderSarif(report),
      renderTerminal(report),
      JSON.stringify(annotate(report)),
    ].join('\n')
  } finally {
    repository.remove()
  }
}

/** The parts of a text that must not be readable anywhere: what a rule calls the secret, beyond its first characters. */
function secretsIn(text: string, ruleId: string): string[] {
  return scanContent('src/a.ts', Buffer.from(text))
    .filter((match) => match.ruleId === ruleId)
    .map(({ secret }) => secret)
}

function expectAbsent(published: string, secret: string): void {
  // Four characters may be shown; eight in a row, anywhere in the secret, are too much. Keys share their header lines.
  for (const line of secret.split('\n').filter((one) => !one.startsWith('-----') && !one.includes(': '))) {
    for (let start = 1; start + 8 <= line.length; start += 5) {
      const piece = line.slice(start, start + 8)
      if (/^(?:[a-z]+[-_.]?)+$/.test(piece)) continue
      expect(published.includes(piece) ? `${piece} of a secret was published` : '').toBe('')
    }
  }
}

describe('what is published about a secret is not the secret', () => {
  test('every format, in files, history, messages, base64, lockfiles and workflows', async () => {
    const samples = secretRules.map((rule) => ({ rule, text: rule.sample(seededRandom(11)) }))
    const published = await publishedAbout(samples.map(({ text }) => text))
    for (const { rule, text } of samples) {
      const secrets = secretsIn(text, rule.id)
      expect([rule.id, secrets.length > 0]).toEqual([rule.id, true])
      for (const secret of secrets) expectAbsent(published, secret)
    }
    expect(published).toContain('github-personal-access-token')
  })

  test('any format, any seed, any password', async () => {
    const password = fc
      .integer({ min: 1, max: 1_000_000 })
      .map((seed) => `${seededRandom(seed).string(alphabets.base62, 23)}7`)
    const sample = fc
      .tuple(fc.constantFrom(...secretRules), fc.integer({ min: 1, max: 1_000_000 }))
      .map(([rule, seed]) => ({ rule, text: rule.sample(seededRandom(seed)) }))
    await fc.assert(
      fc.asyncProperty(fc.array(sample, { minLength: 1, maxLength: 6 }), password, async (samples, typed) => {
        const published = await publishedAbout([
          `client_secret: ${typed}`,
          ...samples.map(({ text }) => text),
        ])
        expectAbsent(published, typed)
        for (const { rule, text } of samples)
          for (const secret of secretsIn(text, rule.id)) expectAbsent(published, secret)
      }),
      { numRuns: 12 },
    )
  })
})
