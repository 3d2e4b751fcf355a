import type { LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'

/** A folder beside the lockfile is the project's own code; a packed file in it is somebody's. */
export function isOwnFolder(specifier: string): boolean {
  return /^(?:file|link|portal|workspace):/.test(specifier) && !isPackedFile(specifier)
}

export function isPackedFile(path: string): boolean {
  return /\.(?:tgz|tar\.gz|tar\.bz2|tar\.xz|tar|whl|zip|egg)$/i.test(path)
}

interface Identity {
  readonly name: string
  readonly version: string
}

/** A registry's address of a packed version: `…/@scope/name/-/name-1.0.0.tgz`. */
const registryTarball = /\/(?<name>(?:@[^/]+\/)?(?<base>[^/]+))\/-\/(?:@[^/]+\/)?(?<file>[^/]+)\.tgz$/i

/** GitHub Packages' address of a packed version, which ends in a digest. */
const githubTarball = /^\/download\/(?<name>(?:@[^/]+\/)?[^/]+)\/(?<version>[^/]+)\/[0-9a-f]+$/

/**
 * What is really installed: a package manager takes the address that the lockfile names, whatever the entry is called.
 * Equal to what was given unless the address is one of a registry and names something else.
 */
export function installedIdentity(locked: Identity, address: string | undefined): Identity {
  const path = pathOf(address)
  const { name, base, file } = (githubTarball.exec(path) ?? registryTarball.exec(path))?.groups ?? {}
  const version = githubTarball.exec(path)?.groups?.['version'] ?? versionIn(file, base)
  if (name === undefined || version === undefined) return locked
  const same = name === locked.name && version.split('+', 1)[0] === locked.version.split('+', 1)[0]
  return same ? locked : { name, version }
}

function versionIn(file: string | undefined, base: string | undefined): string | undefined {
  return base !== undefined && file?.startsWith(`${base}-`) ? file.slice(base.length + 1) : undefined
}

/** An entry that installs something else than it is called: no package manager writes that. */
export function disguise(locked: Identity, installed: Identity, line: number): LockfileProblem {
  const message = shown(
    `${locked.name} ${locked.version} is installed from the address of ${installed.name} ${installed.version}`,
  )
  return { kind: 'elsewhere', name: locked.name, message, line }
}

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

/** The host that an address is fetched from, as the client itself reads it; undefined where it is no address. */
export function hostOf(address: string | undefined): string | undefined {
  return urlOf(address)?.host
}

export function hostsOf(address: string | undefined): readonly string[] | undefined {
  const host = hostOf(address)
  return host === undefined ? undefined : [host]
}

function pathOf(address: string | undefined): string {
  try {
    // Servers take repeated slashes for one.
    return decodeURIComponent(urlOf(address)?.pathname ?? '').replace(/\/{2,}/g, '/')
  } catch {
    // An encoding that no server reads: a path that no registry has, so it is nobody's known place.
    return ''
  }
}

function urlOf(address: string | undefined): URL | undefined {
  const text = address ?? ''
  try {
    // Yarn 2 and later write it encoded.
    const url = new URL(/^https?%3a/i.test(text) ? decodeURIComponent(text) : text)
    return /^https?:$/.test(url.protocol) ? url : undefined
  } catch {
    // No address, such as a path or a range: it names no host.
    return undefined
  }
}
