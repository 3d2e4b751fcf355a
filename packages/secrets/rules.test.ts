import { describe, expect, test } from '@jest/globals'
import { seededRandom } from './random.ts'
import type { Tier } from './rule.ts'
import { secretRules } from './rules/index.ts'
import { scanContent } from './scan.ts'

const seeds = [1, 2, 3, 4, 5]
const rank: Readonly<Record<Tier, number>> = { proven: 0, strong: 1, likely: 2, placeholder: 3 }

function tierOf(ruleId: string, text: string): Tier | undefined {
  return scanContent('src/settings.ts', Buffer.from(text)).find((match) => match.ruleId === ruleId)?.tier
}

describe.each(secretRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  test('finds a true sample in code, JSON and YAML', () => {
    for (const seed of seeds) {
      const sample = rule.sample(seededRandom(seed))
      for (const text of [`const value = "${sample}"\n`, `{"a": "${sample}"}`, `a: ${sample}\n`]) {
        expect(rank[tierOf(rule.id, text) ?? 'placeholder']).toBeLessThan(rank.placeholder)
      }
    }
  })

  test('one changed character of a checksum drops the tier', () => {
    for (const seed of seeds) {
      const sample = rule.sample(seededRandom(seed))
      if (tierOf(rule.id, sample) !== 'proven' || sample.startsWith('-----')) continue
      const last = sample.at(-1) ?? ''
      const mutant = `${sample.slice(0, -1)}${/[0-8a-yA-Y]/.test(last) ? String.fromCharCode(last.charCodeAt(0) + 1) : '1'}`
      expect(tierOf(rule.id, `"${mutant}"`)).not.toBe('proven')
    }
  })

  test('a token glued into a longer word does not count as proven or strong', () => {
    const sample = rule.sample(seededRandom(7))
    if (/[\s:/=]/.test(sample)) return
    const tier = tierOf(rule.id, `"abcdef${sample}"`)
    expect([undefined, 'likely', 'placeholder']).toContain(tier)
  })

  test('says where to rotate it and where the format is stated', () => {
    expect(rule.rotate.length).toBeGreaterThan(5)
    expect(rule.source).toMatch(/^https:\/\//)
  })
})

test('ids are unique', () => {
  const ids = secretRules.map((rule) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThan(100)
})
