import { type Catalog, catalogObject, catalogQueriesOf, readMajor, type Session } from '@operator/rehearsal'

/** Roles, their settings and the database itself belong to the server, not to its migrations. */
const ofTheServer: ReadonlySet<string> = new Set(['role', 'setting', 'database'])

/** Every object of the live database that migrations make, from one snapshot, described by the rehearsal's own queries. */
export async function readLiveCatalog(session: Session): Promise<Catalog> {
  const queries = Object.entries(catalogQueriesOf(await readMajor(session))).filter(
    ([kind]) => !ofTheServer.has(kind),
  )
  const catalog: Record<string, Catalog[string]> = {}
  await session.run("begin isolation level repeatable read, read only; set local search_path = ''")
  for (const [kind, sql] of queries) catalog[kind] = await session.read(sql, catalogObject)
  await session.run('rollback')
  return catalog
}
