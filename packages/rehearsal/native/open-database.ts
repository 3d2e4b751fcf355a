import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Database, quoteIdentifier, quoteLiteral, readMajor, type Session } from '../database.ts'
import { prepareActingRole } from './act-as.ts'
import { type Address, connect } from './connect.ts'

export interface DatabaseRequest {
  readonly address: Address
  readonly superuser: { readonly user: string; readonly password: string }
  /** Made here. */
  readonly role: string
  /** There already. */
  readonly database: string
  /** Whether the server was made for the rehearsal alone and may lose what PostgreSQL itself put there. */
  readonly ownServer: boolean
  /** The role's; made up when not given. */
  readonly password?: string
}

/** Roles of PostgreSQL that read and write data; who migrates production usually can give them to others. */
const harmlessRoles = ['pg_read_all_data', 'pg_write_all_data', 'pg_monitor', 'pg_maintain']

/**
 * PostgreSQL's roles that reach the server's files and programs. Up to 15 whoever may make roles may give himself these
 * (https://www.postgresql.org/docs/16/release-16.html, "Restrict the privileges of CREATEROLE"); without their rows nobody can.
 */
const reachingRoles = ['pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files']

/** Makes the role that migrations run as and gives it the database. It is no superuser, so no migration gets out of the server. */
export async function openDatabase(request: DatabaseRequest): Promise<Database> {
  const { address, database, ownServer, role, superuser } = request
  const { password = randomBytes(24).toString('base64url') } = request
  const inspector = await connect(address, { ...superuser, database })
  const version = await readMajor(inspector)
  const name = quoteIdentifier(role)
  if (ownServer)
    await inspector.run(
      `delete from pg_authid where rolname in (${reachingRoles.map(quoteLiteral).join(', ')})`,
    )
  const createsRoles = ownServer || version >= 16 ? 'createrole' : 'nocreaterole'
  await inspector.run(`create role ${name} login nosuperuser ${createsRoles} password ${quoteLiteral(password)};
    alter database ${quoteIdentifier(database)} owner to ${name};
    update pg_extension set extowner = ${quoteLiteral(name)}::regrole where extname = 'plpgsql'`)
  for (const granted of await existing(inspector, harmlessRoles))
    await inspector.run(`grant ${granted} to ${name} with admin option`)
  // Later versions give it to the database's owner by themselves.
  if (version < 15) await inspector.run(`alter schema public owner to ${name}`)
  if (version >= 15) await inspector.run(`grant set on parameter session_replication_role to ${name}`)
  // Whoever makes a role can also act as it, as up to 15.
  if (version >= 16) await inspector.run(`alter role ${name} set createrole_self_grant = 'set, inherit'`)
  let session = await connect(address, { user: role, password, database })
  return {
    run: (sql, onNotice) => session.run(sql, onNotice),
    read: (sql, row) => session.read(sql, row),
    inspector,
    limitedRole: role,
    actAs: async (acting) => {
      const failures = await prepareActingRole(inspector, acting, role, password)
      await session.close()
      session = await connect(address, { user: acting.role, password, database })
      return failures
    },
    close: async () => {
      await session.close()
      await inspector.close()
    },
  }
}

async function existing(session: Session, roles: readonly string[]): Promise<string[]> {
  const wanted = roles.map(quoteLiteral).join(', ')
  const rows = await session.read(
    `select rolname as name from pg_roles where rolname in (${wanted})`,
    z.object({ name: z.string() }),
  )
  return rows.map(({ name }) => name)
}
