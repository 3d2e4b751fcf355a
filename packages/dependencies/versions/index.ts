import type { Ecosystem } from '../package.ts'
import { comparePep440 } from './pep440.ts'
import { compareRubygems } from './rubygems.ts'
import { compareSemver } from './semver.ts'

export type CompareVersions = (a: string, b: string) => number

/** The order of an ecosystem's versions; undefined where none is implemented: such packages are not evaluated, never clean. */
export function versionOrder(ecosystem: Ecosystem): CompareVersions | undefined {
  switch (ecosystem) {
    case 'npm':
    case 'crates.io':
    case 'Go':
      return compareSemver
    case 'PyPI':
      return comparePep440
    case 'RubyGems':
      return compareRubygems
    case 'Packagist':
    case 'Maven':
    case 'NuGet':
      return undefined
  }
}
