import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { countRows } from '../migrations/live/count-rows.ts'
import { readLiveCatalog } from '../migrations/live/read-catalog.ts'
import { readServer } from '../migrations/live/server.ts'
import { withLiveDatabase } from './index.ts'
import { type LiveScene, openLiveScene } from './live-scene.ts'

const limits = { connect: 5_000, statement: 1_500, lock: 300 }

let scene: LiveScene
beforeAll(async () => {
  scene = await openLiveScene(17)
  await scene.run('postgres', 'create database shop owner shop_owner')
  await scene.runAsOwner(
    'shop',
    `create table orders (id int); insert into orders select generate_series(1, 30);
     create table empty (id int); create table secret (tenant int); insert into secret values (1), (2);
     alter table secret enable row level security; create policy own on secret using (tenant = 1);
     create view "odd ""name" as select 1 as a; create table "Odd ""name2" (a int)`,
  )
}, 300_000)
afterAll(() => scene.close())

/** Somebody else's transaction that holds on to a table while `work` runs. */
async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  const other = new Client({ connectionString: scene.url('shop', 'admin') })
  await other.connect()
  await other.query(`begin; lock table ${table} in access exclusive mode`)
  try {
    return await work()
  } finally {
    await other.end()
  }
}

const count = (user: string, exactBelow = 100_000) =>
  withLiveDatabase(scene.url('shop', user), limits, (session) =>
    countRows(session, { exactBelow, time: 60_000 }),
  )

describe('a session on the live database', () => {
  test('cannot write, whoever it is, and cannot be talked into it', async () => {
    for (const user of ['reader', 'shop_owner', 'admin']) {
      const answer = withLiveDatabase(scene.url('shop', user), limits, (session) =>
        session.run('insert into orders values (0)'),
      )
      await expect(answer).rejects.toThrow('read-only transaction')
    }
    const loosened = `${scene.url('shop', 'admin')}?options=-c%20default_transaction_read_only%3Doff`
    await expect(
      withLiveDatabase(loosened, limits, (session) => session.run('drop table orders')),
    ).rejects.toThrow('read-only transaction')
  })

  test('says when its role could write', async () => {
    const could = async (user: string) => {
      const answer = await withLiveDatabase(scene.url('shop', user), limits, readServer)
      return answer.kind === 'read' ? answer.value.couldWrite : answer.message
    }
    expect(await could('reader')).toBeUndefined()
    expect(await could('admin')).toBe('it is a superuser')
    expect(await could('shop_owner')).toMatch(/^it may write to 4 of the tables$/)
  })

  test('counts small tables exactly, large ones no further than the limit, and says what it may not see', async () => {
    const answer = await count('reader', 20)
    expect(answer).toMatchObject({
      kind: 'read',
      value: [
        { kind: 'exact', table: 'public.Odd "name2', rows: 0 },
        { kind: 'exact', table: 'public.empty', rows: 0 },
        { kind: 'estimated', table: 'public.orders', atLeast: 21 },
        { kind: 'exact', table: 'public.secret', rows: 2 },
      ],
    })
    await scene.runAsOwner('shop', 'grant select on secret to stranger')
    const closed = await count('stranger')
    expect(closed).toMatchObject({
      value: [
        { kind: 'unread', why: 'the role may not read it' },
        { kind: 'unread' },
        { kind: 'unread', table: 'public.orders' },
        {
          kind: 'unread',
          table: 'public.secret',
          why: expect.stringContaining('row-level security hides rows'),
        },
      ],
    })
  })

  test('waits for nobody: a locked table is unread, and a locked catalog is one sentence', async () => {
    const answer = await whileLocked('orders', () => count('reader'))
    expect(answer).toMatchObject({
      value: expect.arrayContaining([
        { kind: 'unread', table: 'public.orders', why: 'somebody holds a lock on it' },
        { kind: 'exact', table: 'public.secret', rows: 2 },
      ]),
    })
    const locked = await whileLocked('"odd ""name"', () =>
      withLiveDatabase(scene.url('shop'), limits, readLiveCatalog),
    )
    expect(locked).toMatchObject({
      kind: 'unreachable',
      code: 'locked',
      message: expect.stringMatching(/lock timeout/),
    })
  })

  test('ends what takes too long', async () => {
    const answer = await withLiveDatabase(scene.url('shop'), limits, (session) =>
      session.run('select pg_sleep(60)'),
    )
    expect(answer).toMatchObject({
      kind: 'unreachable',
      code: 'timed-out',
      message: expect.stringMatching(/statement timeout/),
      next: expect.stringContaining('migrations.live.statement-timeout'),
    })
  })

  test('a connection that breaks half-way is one sentence', async () => {
    const answer = await withLiveDatabase(scene.url('shop'), limits, async (session) => {
      await scene.run(
        'shop',
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'reader'",
      )
      await session.run('select 1')
    })
    expect(answer).toMatchObject({ kind: 'unreachable' })
  })

  test('a pooler that takes the wish for read-only and forgets it is refused', async () => {
    const pooler = await forgetfulPooler()
    const answer = await withLiveDatabase(
      `postgres://reader@127.0.0.1:${pooler.port}/shop`,
      limits,
      readServer,
    )
    pooler.close()
    expect(answer).toMatchObject({ kind: 'unreachable', code: 'not-read-only' })
  })
})

/** Passes everything on but what a client asks for at the start, as some poolers do. */
async function forgetfulPooler(): Promise<{ port: number; close: () => void }> {
  const { connect } = await import('node:net')
  const server = createServer((client) => {
    const upstream = connect(scene.port, '127.0.0.1')
    client.once('data', (start) => {
      const text = start.subarray(8).toString('latin1').split('\0')
      const at = text.indexOf('options')
      if (at >= 0) text.splice(at, 2)
      const body = Buffer.from(text.join('\0'), 'latin1')
      const head = Buffer.alloc(8)
      head.writeInt32BE(body.length + 8, 0)
      head.writeInt32BE(start.readInt32BE(4), 4)
      upstream.write(Buffer.concat([head, body]))
      client.pipe(upstream)
    })
    upstream.pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => server.close(),
  }
}
