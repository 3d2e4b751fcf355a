import { type Ecosystem, rustEcosystem } from '../package.ts'
import { comparePackagist } from './packagist.ts'
import { comparePep440 } from './pep440.ts'
import { compareRubygems } from './rubygems.ts'
import { compareSemver } from './semver.ts'

/** Negative, zero or positive, as `Array.sort` takes it. Any two strings can be compared. */
export type CompareVersions = (a: string, b: string) => number

/** The order of an ecosystem's versions. An ecosystem without one is not read at all: it would never be evaluated. */
export function versionOrder(ecosystem: Ecosystem): CompareVersions {
  switch (ecosystem) {
    case 'npm':
    case rustEcosystem:
    case 'Go':
      return compareSemver
    case 'PyPI':
      return comparePep440
    case 'RubyGems':
      return compareRubygems
    case 'Packagist':
      return comparePackagist
  }
}
