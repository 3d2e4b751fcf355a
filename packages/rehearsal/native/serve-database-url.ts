import { z } from 'zod'
import {
  type Database,
  type Engine,
  quoteIdentifier,
  quoteLiteral,
  readMajor,
  type Session,
} from '../database.ts'
import { type Connection, connect } from './connect.ts'
import { parseDatabaseUrl, refused, type Target } from './database-url.ts'
import { openDatabase } from './open-database.ts'
import { assertThrowaway, rehearsalDatabase } from './throwaway-server.ts'

/** Two rehearsals on one server would drop each other's database. */
const lockKey = 7_013_244

const nameRow = z.object({ name: z.string() })

/** Databases on a server that the job brought along, one after the other, under a role and a name of their own. */
export async function serveDatabaseUrl(url: string, major: number): Promise<Engine> {
  const target = parseDatabaseUrl(url)
  const admin = await reach(target)
  try {
    const version = await readMajor(admin)
    if (version !== major)
      throw refused(`its server is PostgreSQL ${version}, and production's is ${major} (migrations.postgres)`)
    const locked = z.object({ locked: z.boolean() })
    const [answer] = await admin.read(`select pg_try_advisory_lock(${lockKey}) as locked`, locked)
    if (answer?.locked !== true) throw refused('another rehearsal is using its server')
    await assertThrowaway(admin, target)
  } catch (error) {
    await admin.close()
    throw error
  }
  const start = async (): Promise<Database> => {
    await clean(admin)
    await create(admin)
    const opened = await openDatabase({
      address: target,
      superuser: target,
      role: rehearsalDatabase,
      database: rehearsalDatabase,
      ownServer: false,
    })
    return {
      ...opened,
      close: async () => {
        await opened.close()
        await clean(admin)
      },
    }
  }
  return { name: 'the server of database-url', start, stop: () => admin.close() }
}

async function reach(target: Target): Promise<Connection> {
  try {
    return await connect(target, target)
  } catch (error) {
    throw refused(`its server does not let us in: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Its comment keeps which roles were there before, for a rehearsal that follows one that was killed. */
async function create(admin: Session): Promise<void> {
  const roles = await admin.read('select rolname as name from pg_roles where oid >= 16384', nameRow)
  await admin.run(
    `create database ${rehearsalDatabase} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`,
  )
  const kept = JSON.stringify(roles.map(({ name }) => name))
  await admin.run(`comment on database ${rehearsalDatabase} is ${quoteLiteral(kept)}`)
}

const keptRoles = z.array(z.string())

/** Drops what a rehearsal made: the database, and the roles that were not there before it. */
async function clean(admin: Session): Promise<void> {
  const [left] = await admin.read(
    `select coalesce(shobj_description(oid, 'pg_database'), '[]') as name from pg_database where datname = '${rehearsalDatabase}'`,
    nameRow,
  )
  if (left === undefined) return
  const kept = keptRoles.parse(JSON.parse(left.name)).map(quoteLiteral)
  await admin.run(`drop database ${rehearsalDatabase} with (force)`)
  const made = await admin.read(
    `select rolname as name from pg_roles where oid >= 16384 ${kept.length > 0 ? `and rolname not in (${kept.join(', ')})` : ''}`,
    nameRow,
  )
  const names = made.map(({ name }) => quoteIdentifier(name)).join(', ')
  if (names !== '') await admin.run(`drop owned by ${names} cascade; drop role ${names}`)
}
