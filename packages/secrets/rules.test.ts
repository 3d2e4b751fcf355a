import { describe, expect, test } from '@jest/globals'
import { seededRandom } from './random.ts'
import type { SecretRule, Tier } from './rule.ts'
import { secretRules } from './rules/index.ts'
import { scanContent } from './scan.ts'

const seeds = [1, 2, 3, 4, 5]
/** From the surest down; not found at all comes after the last. */
const tiers: readonly Tier[] = ['proven', 'strong', 'likely', 'placeholder']

const matches = (ruleId: string, text: string) =>
  scanContent('src/settings.ts', Buffer.from(text)).filter((match) => match.ruleId === ruleId)
const tierOf = (ruleId: string, text: string): Tier => matches(ruleId, text)[0]?.tier ?? 'placeholder'

/** How sure the surest match is, as an index of `tiers`. */
const sureness = (ruleId: string, text: string) =>
  Math.min(...matches(ruleId, text).map(({ tier }) => tiers.indexOf(tier)), tiers.length)

const replaceAt = (text: string, index: number, character: string) =>
  `${text.slice(0, index)}${character}${text.slice(index + 1)}`

/** Another character of the same kind, so that only a checksum can tell. */
function neighbour(character: string): string {
  if (/[0-9]/.test(character)) return character === '7' ? '3' : '7'
  if (/[a-f]/.test(character)) return character === 'a' ? 'b' : 'a'
  if (/[g-z]/.test(character)) return character === 'q' ? 'r' : 'q'
  return character === 'A' ? 'B' : 'A'
}

interface Sample {
  readonly text: string
  readonly secret: string
  /** Where the credential stands in the text. */
  readonly start: number
  readonly sureness: number
}

function sampleOf(rule: SecretRule, seed: number): Sample {
  const text = rule.sample(seededRandom(seed))
  const [found] = matches(rule.id, text)
  if (found === undefined) throw new Error(`${rule.id} does not find its sample.`)
  const { secret } = found
  return { text, secret, start: text.indexOf(secret), sureness: sureness(rule.id, text) }
}

/** Keys are proven by parsing them; a changed number within is still a number. */
const parsed = new Set(['private-key'])

describe.each(secretRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  test('finds a true sample in code, JSON and YAML', () => {
    for (const seed of seeds) {
      const sample = rule.sample(seededRandom(seed))
      for (const text of [`const value = "${sample}"\n`, `{"a": "${sample}"}`, `a: ${sample}\n`]) {
        expect(sureness(rule.id, text)).toBeLessThan(tiers.indexOf('placeholder'))
      }
    }
  })

  test('one changed character drops the tier', () => {
    for (const seed of seeds) {
      const { text, secret, start, sureness: whole } = sampleOf(rule, seed)
      // Where the context begins, where the credential begins, and within its body.
      const places = [0, start, start + Math.floor(secret.length * 0.75)]
      const mutants = places.map((place) => replaceAt(text, place, '!'))
      expect(Math.max(...mutants.map((mutant) => sureness(rule.id, mutant)))).toBeGreaterThan(whole)
      if (whole > 0 || parsed.has(rule.id)) continue
      // A checksum notices every character, not only those of a fixed shape.
      const body = start + secret.search(/[_-][^_-]*$|\d/)
      for (let index = body + 1; index < start + secret.length; index += 3) {
        const mutant = replaceAt(text, index, neighbour(text[index] ?? ''))
        expect([mutant, sureness(rule.id, mutant) > whole]).toEqual([mutant, true])
      }
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

test('at least thirty formats have a checksum, a parse or an exact shape: one character less, and it is none', () => {
  const loose = secretRules.filter((rule) =>
    seeds.every((seed) => {
      const { text, secret, start, sureness: whole } = sampleOf(rule, seed)
      const middle = start + Math.floor(secret.length / 2)
      return sureness(rule.id, text.slice(0, middle) + text.slice(middle + 1)) <= whole
    }),
  )
  expect(secretRules.length - loose.length).toBeGreaterThanOrEqual(60)
})
