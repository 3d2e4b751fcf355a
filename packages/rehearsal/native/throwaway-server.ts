import { z } from 'zod'
import { quoteLiteral, type Session } from '../database.ts'
import { type Connection, connect } from './connect.ts'
import { refused, type Target } from './database-url.ts'

/** The rehearsal's own database on such a server. */
export const rehearsalDatabase = 'operator_rehearsal'

/** A job's service containers start with it, and no job may run for longer on GitHub's runners (6 h) or should elsewhere. */
const longestUptime = '24 hours'

const nameRow = z.object({ name: z.string() })

/**
 * Throws unless nothing on the server can be missed: a superuser's, started with the job, used by nobody else, without
 * replication, and with no table, view, sequence or function in any of its databases.
 */
export async function assertThrowaway(session: Session, target: Target): Promise<void> {
  for (const [why, sql] of Object.entries(objections)) {
    const [found] = await session.read(sql, nameRow)
    if (found) throw refused(`${why} (${found.name})`)
  }
  const databases = await session.read(
    `select datname as name from pg_database where datallowconn and datname <> ${quoteLiteral(rehearsalDatabase)}`,
    nameRow,
  )
  for (const { name } of databases) {
    if (!['postgres', 'template1', target.database].includes(name))
      throw refused(`its server has another database (${name})`)
    const connection = await connect(target, { ...target, database: name })
    try {
      await assertEmpty(connection, name)
    } finally {
      await connection.close()
    }
  }
}

/** Each gives the name of what stands against the server, or no row. */
const objections: Readonly<Record<string, string>> = {
  'its user is no superuser, so no role and database can be made for the rehearsal':
    'select current_user::text as name from pg_roles where rolname = current_user and not rolsuper',
  'its server is a standby': `select 'in recovery' as name where pg_is_in_recovery()`,
  'its server replicates': `select slot_name::text as name from pg_replication_slots union all select application_name from pg_stat_replication
    union all select subname::text from pg_subscription`,
  [`its server has run for more than ${longestUptime}, so it was not started for this job`]: `select 'since ' || pg_postmaster_start_time()::date as name
    where pg_postmaster_start_time() < now() - interval '${longestUptime}'`,
  'somebody else is connected to its server': `select coalesce(nullif(application_name, ''), usename::text) as name from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid() and usename is not null
      and datname is distinct from '${rehearsalDatabase}'`,
}

const member = (table: string, oid: string) =>
  `exists (select from pg_depend d where d.classid = '${table}'::regclass and d.objid = ${oid} and d.deptype = 'e')`

async function assertEmpty(connection: Connection, database: string): Promise<void> {
  const [found] = await connection.read(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.oid >= 16384 and n.nspname !~ '^pg_' and not ${member('pg_class', 'c.oid')}
     union all select p.oid::regprocedure::text from pg_proc p where p.oid >= 16384 and not ${member('pg_proc', 'p.oid')}`,
    nameRow,
  )
  if (found) throw refused(`its database ${database} is not empty (${found.name})`)
}
