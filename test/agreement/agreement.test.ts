import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { locateAssets } from '../../packages/rehearsal/assets.ts'
import type { Engine } from '../../packages/rehearsal/database.ts'
import { serveEmbedded } from '../../packages/rehearsal/native/embedded-scene.ts'
import { loadPglite } from '../../packages/rehearsal/pglite.ts'
import { differences } from './differences.ts'
import { type Observation, observe, prepare } from './observe.ts'
import { inside, outside } from './statements/index.ts'

/** PGlite's own, the oldest that is supported, and one between. They come from npm; without it this fails, since nothing else proves it. */
const majors = [14, 16, 18]

type Observations = ReadonlyMap<string, Observation>

let pglite: Observations
const native = new Map<number, Observations>()

/** Everything on one engine, in the same order. */
async function observeAll(engine: Engine): Promise<Observations> {
  const observations = new Map<string, Observation>()
  try {
    const database = await engine.start()
    const scene = await prepare(database)
    for (const sql of Object.values(inside).flat()) observations.set(sql, await observe(scene, sql, 'inside'))
    for (const { sql, undo } of outside) {
      const observation = await observe(scene, sql, 'outside')
      observations.set(sql, observation)
      if (undo !== undefined && observation.failed === undefined) await database.run(undo)
    }
    await database.close()
  } finally {
    await engine.stop()
  }
  return observations
}

beforeAll(async () => {
  const observeNative = async (major: number) =>
    native.set(major, await observeAll(await serveEmbedded(major)))
  const observePglite = async () => {
    pglite = await observeAll(await loadPglite(locateAssets(import.meta.dirname), ['citext']))
  }
  await Promise.all([observePglite(), ...majors.map(observeNative)])
}, 600_000)

afterAll(() => {
  for (const major of majors) {
    const count = differences.filter(({ since }) => major < since).length
    process.stderr.write(
      `PostgreSQL ${major}: ${pglite.size} statements as on PGlite but for ${count} that a newer one changed\n`,
    )
  }
})

/** What PGlite's answer is expected to be on an older major. */
function expected(sql: string, major: number): Observation | undefined {
  const here = pglite.get(sql)
  const older = differences.find((difference) => difference.sql === sql && major < difference.since)
  return here && { ...here, ...older?.before }
}

describe.each(majors)('PostgreSQL %i does what PGlite does', (major) => {
  test.each(Object.entries(inside))('to %s', (_, statements) => {
    const told = (pick: (sql: string) => Observation | undefined) =>
      Object.fromEntries(statements.map((sql) => [sql, pick(sql)]))
    expect(told((sql) => native.get(major)?.get(sql))).toEqual(told((sql) => expected(sql, major)))
  })

  test.each(outside)('outside a transaction: $sql', ({ sql }) => {
    expect(native.get(major)?.get(sql)).toEqual(expected(sql, major))
  })
})

describe('the statements', () => {
  const all = [...Object.values(inside).flat(), ...outside.map(({ sql }) => sql)]

  test('are many, and each stands there once', () => {
    expect(all.length).toBeGreaterThan(350)
    expect(all.filter((sql, index) => all.indexOf(sql) !== index)).toEqual([])
  })

  test('do every kind of work under every lock', () => {
    const seen = [...pglite.values()]
    const count = (pick: (observation: Observation) => readonly string[]) =>
      seen.filter((observation) => pick(observation).length > 0).length
    expect(count(({ rewritten }) => rewritten)).toBeGreaterThan(40)
    expect(count(({ scanned }) => scanned)).toBeGreaterThan(15)
    expect(count(({ built }) => built)).toBeGreaterThan(15)
    expect(count(({ validated }) => validated)).toBeGreaterThan(3)
    expect(new Set(seen.flatMap(({ locks }) => Object.values(locks)))).toEqual(
      new Set([
        'AccessShare',
        'RowShare',
        'RowExclusive',
        'ShareUpdateExclusive',
        'Share',
        'ShareRowExclusive',
        'Exclusive',
        'AccessExclusive',
      ]),
    )
  })

  test('fail for a reason that was meant', () => {
    const failed = all.filter((sql) => pglite.get(sql)?.failed !== undefined)
    expect(failed.length).toBeLessThan(all.length / 5)
    // A statement that does not parse compares nothing.
    expect(failed.filter((sql) => /^42(601|P01|703|883|704)$/.test(pglite.get(sql)?.failed ?? ''))).toEqual(
      [],
    )
  })

  test('every difference is of a statement, and still there', () => {
    const oldest = Math.min(...majors)
    for (const { sql, since, before } of differences) {
      expect([sql, all.includes(sql)]).toEqual([sql, true])
      expect([sql, since > oldest]).toEqual([sql, true])
      expect([sql, { ...pglite.get(sql), ...before }]).not.toEqual([sql, pglite.get(sql)])
    }
  })
})
