import { readMajor, type Session } from '@operator/rehearsal'
import { z } from 'zod'

/** Who looks, and at what. */
export const liveServer = z
  .object({
    major: z.number().int(),
    /** Tells one database from another. */
    identity: z.string(),
    role: z.string(),
    /** Why this role could write were it not for the read-only session; absent where it could not. */
    couldWrite: z.string().optional(),
    /** A replica: what is seen may be older than what is. */
    standby: z.boolean(),
  })
  .readonly()
export type LiveServer = z.infer<typeof liveServer>

const serverRow = z.object({
  identity: z.string(),
  role: z.string(),
  superuser: z.boolean(),
  standby: z.boolean(),
  writable: z.coerce.number(),
})

const server = `select d.datname || '/' || d.oid as identity, current_user::text as role, r.rolsuper as superuser, pg_is_in_recovery() as standby,
    (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
      and n.nspname <> 'information_schema' and has_table_privilege(c.oid, 'insert, update, delete, truncate')) as writable
  from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`

export async function readServer(session: Session): Promise<LiveServer> {
  const [row] = await session.read(server, serverRow)
  if (row === undefined) throw new Error('The server did not say who we are.')
  const { identity, role, standby, superuser, writable } = row
  const couldWrite = superuser
    ? 'it is a superuser'
    : writable > 0
      ? `it may write to ${writable} of the tables`
      : undefined
  return {
    major: await readMajor(session),
    identity,
    role,
    standby,
    ...(couldWrite !== undefined && { couldWrite }),
  }
}
