import type { LockfileContent } from '../package.ts'
import type { Manifest } from './manifest.ts'
import { parseYarnBerry } from './yarn-berry.ts'
import { parseYarnClassic } from './yarn-classic.ts'

/** `yarn.lock` of yarn 1 and of yarn 2 and later, told apart by the metadata block. */
export function parseYarnLockfile(text: string, manifests: readonly Manifest[]): LockfileContent {
  if (/^(?:<{7}|={7}|>{7})/m.test(text)) throw new Error('a merge conflict is not resolved')
  return /^__metadata:/m.test(text) ? parseYarnBerry(text, manifests) : parseYarnClassic(text, manifests)
}
