import crypto from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'

/** Two builds must give the same bytes, so initdb sees a clock that stands at this time (2026-01-01) and no randomness. */
const epoch = 1_767_225_600_000

/**
 * A freshly initialised PostgreSQL data directory as a tar, which saves every rehearsal the three seconds of initdb.
 * It holds no secret: each rehearsal is a database of its own that nobody else can reach.
 */
async function buildDataDirectory(): Promise<Buffer> {
  const { Date: RealDate } = globalThis
  const { randomFillSync } = crypto
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parameters) =>
      Reflect.construct(target, parameters.length > 0 ? parameters : [epoch]),
    get: (target, name) => (name === 'now' ? () => epoch : Reflect.get(target, name)),
  })
  Object.assign(crypto, { randomFillSync: (bytes: Uint8Array) => bytes.fill(7) })
  try {
    const database = await PGlite.create()
    const dump = await database.dumpDataDir('none')
    await database.close()
    return Buffer.from(await dump.arrayBuffer())
  } finally {
    globalThis.Date = RealDate
    Object.assign(crypto, { randomFillSync })
  }
}

// In a process of its own, so that nobody else sees the clock stand still.
if (import.meta.main) {
  const [path] = process.argv.slice(2)
  if (path === undefined) throw new Error('Usage: node build-data-directory.ts <file.tar>')
  writeFileSync(path, await buildDataDirectory())
}
