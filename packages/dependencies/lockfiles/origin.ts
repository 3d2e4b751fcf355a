import type { LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'

/** A folder beside the lockfile is the project's own code; a packed file in it is somebody's. */
export function isOwnFolder(specifier: string): boolean {
  return /^(?:file|link|portal|workspace):/.test(specifier) && !/\.(?:tgz|tar\.gz|tar)$/.test(specifier)
}

interface Identity {
  readonly name: string
  readonly version: string
}

/** A registry's address of a packed version: `…/@scope/name/-/name-1.0.0.tgz`. */
const registryTarball = /\/(?<name>(?:@[^/]+\/)?(?<base>[^/]+))\/-\/(?:@[^/]+\/)?(?<file>[^/]+)\.tgz$/i

/**
 * What is really installed: a package manager takes the address that the lockfile names, whatever the entry is called.
 * Equal to what was given unless the address is one of a registry and names something else.
 */
export function installedIdentity(locked: Identity, address: string | undefined): Identity {
  const { name, base, file } = registryTarball.exec(pathOf(address))?.groups ?? {}
  if (name === undefined || base === undefined || !file?.startsWith(`${base}-`)) return locked
  const version = file.slice(base.length + 1)
  const same = name === locked.name && version.split('+', 1)[0] === locked.version.split('+', 1)[0]
  return same ? locked : { name, version }
}

/** An entry that installs something else than it is called: no package manager writes that. */
export function disguise(locked: Identity, installed: Identity, line: number): LockfileProblem {
  const message = shown(
    `${locked.name} ${locked.version} is installed from the address of ${installed.name} ${installed.version}`,
  )
  return { kind: 'elsewhere', name: locked.name, message, line }
}

/** GitHub Packages' address of a packed version, which ends in a digest. */
const githubTarball = /^\/download\/(?:@[^/]+\/)?[^/]+\/[^/]+\/[0-9a-f]+$/

/** What is fetched from an address that is no registry's: whatever the entry is called, that address decides what it is. */
export function foreignAddress(
  { name, version }: Identity,
  address: string | undefined,
  line: number,
): LockfileProblem | undefined {
  if (address === undefined || !/^https?(?::|%3a)/i.test(address)) return undefined
  const path = pathOf(address)
  if (registryTarball.test(path) || githubTarball.test(path)) return undefined
  return { kind: 'elsewhere', name, message: shown(`${name} ${version} is installed from ${address}`), line }
}

function pathOf(address: string | undefined): string {
  try {
    const text = address ?? ''
    // Yarn 2 and later write it encoded.
    const url = new URL(/^https?%3a/i.test(text) ? decodeURIComponent(text) : text)
    // Servers take repeated slashes for one.
    return decodeURIComponent(url.pathname).replace(/\/{2,}/g, '/')
  } catch {
    return ''
  }
}
