import { quoteIdentifier, quoteLiteral, type Session, toSqlError } from '../database.ts'
import type { FailedStatement } from '../log.ts'
import type { ActingRole } from '../plan.ts'

/**
 * Gives production's role what it has there: the rights that a file of grants says, or else everything that earlier migrations
 * made. It is never a superuser. What of the file does not run is given back.
 */
export async function prepareActingRole(
  inspector: Session,
  { role, grants }: ActingRole,
  owner: string,
  password: string,
): Promise<FailedStatement[]> {
  const name = quoteIdentifier(role)
  await inspector.run(`do $do$ begin
      if not exists (select from pg_roles where rolname = ${quoteLiteral(role)}) then create role ${name}; end if;
    end $do$;
    alter role ${name} login nosuperuser nobypassrls password ${quoteLiteral(password)}`)
  if (grants === undefined) {
    if (role !== owner) await inspector.run(`reassign owned by ${quoteIdentifier(owner)} to ${name}`)
    return []
  }
  const failures: FailedStatement[] = []
  for (const [index, { sql, line }] of grants.statements.entries()) {
    try {
      await inspector.run(sql)
    } catch (error) {
      failures.push({ path: grants.path, line, statement: index, error: toSqlError(error) })
    }
  }
  return failures
}
