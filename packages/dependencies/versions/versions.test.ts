import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { comparePackagist } from './packagist.ts'
import { comparePep440 } from './pep440.ts'
import { compareRubygems } from './rubygems.ts'
import { compareSemver } from './semver.ts'

/** Each list ascends strictly, as its specification says; a nested list holds equal versions. */
const orders: readonly {
  readonly name: string
  readonly compare: (a: string, b: string) => number
  readonly ascending: readonly (string | readonly string[])[]
}[] = [
  {
    name: 'SemVer §11',
    compare: compareSemver,
    ascending: [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      ['1.0.0', 'v1.0.0', '1.0', '1.0.0+build.7'],
      '1.0.1',
      '1.10.0',
      '2.0.0',
      '99999999999999999999.0.0',
    ],
  },
  {
    name: 'PEP 440',
    compare: comparePep440,
    ascending: [
      'not a version',
      '1.0.dev456',
      '1.0a1',
      '1.0a2.dev456',
      '1.0a12.dev456',
      '1.0a12',
      '1.0b1.dev456',
      '1.0b2',
      '1.0b2.post345.dev456',
      '1.0b2.post345',
      '1.0rc1.dev456',
      ['1.0rc1', '1.0c1', '1.0-RC.1'],
      ['1.0', '1.0.0', 'v1.0'],
      '1.0+abc.5',
      '1.0+abc.7',
      '1.0+5',
      '1.0.post456.dev34',
      ['1.0.post456', '1.0-456'],
      '1.1.dev1',
      '1.1',
      '1!0.1',
    ],
  },
  {
    // The examples of PHP's manual for version_compare, and Composer's stabilities.
    name: 'version_compare',
    compare: comparePackagist,
    ascending: [
      '1.0.0-foo',
      '1.0.0-dev',
      ['1.0.0-alpha1', '1.0.0-a1', '1.0.0alpha1'],
      '1.0.0-alpha2',
      ['1.0.0-beta', '1.0.0-b'],
      '1.0.0-beta.2',
      ['1.0.0-RC1', '1.0.0-rc.1'],
      ['1.0.0', '1.0', 'v1.0.0', '1.0.0.0', '1.0.0+build'],
      ['1.0.0-p1', '1.0.0-patch1', '1.0.0-pl1'],
      '1.0.1',
      '1.10.0',
      '5.2',
    ],
  },
  {
    name: 'Gem::Version',
    compare: compareRubygems,
    ascending: [
      '1.0.a.2',
      '1.0.b1',
      ['1', '1.0', '1.0.0'],
      '1.0.1.pre',
      '1.0.1',
      '1.9',
      '1.10',
      '2.0.0.rc1',
      '2.0.0',
    ],
  },
]

describe.each(orders)('$name', ({ compare, ascending }) => {
  test('orders its own examples', () => {
    ascending.forEach((lower, index) => {
      const low = typeof lower === 'string' ? [lower] : lower
      for (const a of low) for (const b of low) expect(Math.sign(compare(a, b))).toBe(0)
      for (const upper of ascending.slice(index + 1)) {
        for (const b of typeof upper === 'string' ? [upper] : upper) {
          for (const a of low) expect([a, b, Math.sign(compare(a, b))]).toEqual([a, b, -1])
        }
      }
    })
  })

  test('is a total order', () => {
    const part = fc.constantFrom('0', '1', '2', '10', 'a', 'rc', 'beta', 'dev', 'post1')
    const version = fc
      .tuple(fc.constantFrom('1', '2', '1.0', '1.2.3'), fc.constantFrom('.', '-', '+'), part)
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})
