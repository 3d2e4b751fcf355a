import { describe, expect, test } from '@jest/globals'
import type { SecretMatch } from './match.ts'
import { alphabets, seededRandom } from './random.ts'
import { redact, toDetection } from './redact.ts'

const value = seededRandom(3).string(alphabets.base62, 40)
const match: SecretMatch = {
  ruleId: 'some-token',
  provider: 'Some',
  tier: 'strong',
  secret: value,
  line: 3,
  column: 4,
  rotate: 'https://example.com',
  ignored: false,
}

describe('toDetection', () => {
  test('no part of a detection holds more than four characters of the secret', () => {
    const text = JSON.stringify(toDetection(match, 'src/a.ts'))
    for (let start = 0; start + 5 <= value.length; start += 1)
      expect(text).not.toContain(value.slice(start, start + 5))
    expect(redact('hunter22')).not.toContain('hu')
  })

  test('a random token keeps its identity when it moves, and loses it when it changes', () => {
    const identity = toDetection(match, 'a').fingerprint
    expect(toDetection({ ...match, line: 99 }, 'b').fingerprint).toBe(identity)
    expect(toDetection({ ...match, secret: `${value}x` }, 'a').fingerprint).not.toBe(identity)
  })

  test('a guessable password is bound to its path: equal passwords elsewhere are not linked', () => {
    const guess: SecretMatch = { ...match, tier: 'likely', secret: 'hunter22' }
    expect(toDetection(guess, 'a').fingerprint).not.toBe(toDetection(guess, 'b').fingerprint)
    expect(toDetection(guess, 'a').fingerprint).not.toBe(
      toDetection({ ...guess, secret: 'hunter23' }, 'a').fingerprint,
    )
  })

  test('an ignore comment lowers a guess, never a certain credential', () => {
    expect(toDetection({ ...match, ignored: true }, 'a').level).toBe('error')
    expect(toDetection({ ...match, ignored: true, tier: 'likely' }, 'a').level).toBe('note')
  })
})
