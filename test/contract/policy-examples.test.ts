import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { parsePolicy } from '@operator/policy'
import { root } from '@operator/tooling'

const readmes = [
  'README.md',
  ...readdirSync(join(root, 'actions')).map((name) => `actions/${name}/README.md`),
]
const examples = readmes.flatMap((readme) => {
  const text = readOptional(join(root, readme))
  return [...text.matchAll(/```yaml\n(?<policy>(?:# \.github\/operator\.yml|version: 1)\n[\s\S]*?)```/g)].map(
    (match, index) => ({ place: `${readme} ${index + 1}`, policy: match.groups?.['policy'] ?? '' }),
  )
})

function readOptional(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

describe('every policy that a README shows is one', () => {
  test('there are some', () => {
    expect(examples.length).toBeGreaterThan(1)
  })

  test.each(examples)('$place', ({ policy }) => {
    expect(() => parsePolicy(policy, '.github/operator.yml')).not.toThrow()
  })
})
