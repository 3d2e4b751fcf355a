import { z } from 'zod'
import { quoteIdentifier, quoteLiteral, type Session } from './database.ts'

const policy = z
  .object({
    name: z.string(),
    permissive: z.boolean(),
    /** `r`, `a`, `w`, `d` for SELECT, INSERT, UPDATE, DELETE, `*` for all. */
    command: z.string(),
    roles: z.array(z.string()).readonly(),
    using: z.string().nullable(),
    check: z.string().nullable(),
  })
  .readonly()
export type RowPolicy = z.infer<typeof policy>

const grant = z.object({ role: z.string(), privilege: z.string() }).readonly()

/** Who may reach the rows of a relation. */
export const relationAccess = z
  .object({
    name: z.string(),
    schema: z.string(),
    kind: z.enum(['table', 'view', 'materialized view']),
    owner: z.string(),
    rowSecurity: z.boolean(),
    forced: z.boolean(),
    partitionOf: z.string().optional(),
    /** A view that reads with the rights of who reads it, not of its owner. */
    securityInvoker: z.boolean(),
    policies: z.array(policy).readonly(),
    /** Relations that a view reads. */
    reads: z.array(z.string()).readonly(),
    grants: z.array(grant).readonly(),
  })
  .readonly()
export type RelationAccess = z.infer<typeof relationAccess>

/** What one role, as one tenant, sees of one table. */
export const sighting = z
  .object({
    table: z.string(),
    role: z.string(),
    /** The value that stood in the settings that policies read; undefined when they were not set. */
    tenant: z.string().optional(),
    /** Undefined where the role was refused. */
    before: z.number().int().optional(),
    after: z.number().int().optional(),
    rowsBefore: z.number().int(),
    rowsAfter: z.number().int(),
  })
  .readonly()
export type Sighting = z.infer<typeof sighting>

export const rowSecurityFacts = z
  .object({
    before: z.array(relationAccess).readonly(),
    after: z.array(relationAccess).readonly(),
    seen: z.array(sighting).readonly(),
  })
  .readonly()
export type RowSecurityFacts = z.infer<typeof rowSecurityFacts>

const named = (oid: string) =>
  `(select case m.nspname when 'public' then '' else m.nspname || '.' end || r.relname from pg_class r join pg_namespace m on m.oid = r.relnamespace where r.oid = ${oid})`
const role = (oid: string) => `case ${oid} when 0 then 'public' else pg_get_userbyid(${oid}) end`

/** Nothing at all where no table has row-level security and no policy stands anywhere. */
const accessQuery = `
  select ${named('c.oid')} as name, n.nspname as schema, case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
    pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as forced,
    (select ${named('i.inhparent')} from pg_inherits i where i.inhrelid = c.oid and c.relispartition) as "partitionOf",
    coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1', 'security_invoker=yes'], false) as "securityInvoker",
    coalesce((select json_agg(json_build_object('name', p.polname, 'permissive', p.polpermissive, 'command', p.polcmd::text,
      'roles', array(select ${role('r')} from unnest(p.polroles) r), 'using', pg_get_expr(p.polqual, p.polrelid),
      'check', pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname) from pg_policy p where p.polrelid = c.oid), '[]')::text as policies,
    coalesce((select json_agg(distinct ${named('d.refobjid')}) from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass
      and d.objid = w.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> c.oid where w.ev_class = c.oid), '[]')::text as reads,
    coalesce((select json_agg(json_build_object('role', ${role('a.grantee')}, 'privilege', a.privilege_type))
      from aclexplode(c.relacl) a where a.grantee <> c.relowner), '[]')::text as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and (exists (select from pg_policy) or exists (select from pg_class where relrowsecurity))
  order by 1`

const parsed = z.string().transform((text): unknown => JSON.parse(text))

const accessRow = z
  .object({
    ...relationAccess.unwrap().shape,
    partitionOf: z
      .string()
      .nullish()
      .transform((name) => name ?? undefined),
    policies: parsed.pipe(z.array(policy)),
    reads: parsed.pipe(z.array(z.string())),
    grants: parsed.pipe(z.array(grant)),
  })
  .readonly()

async function readAccess(session: Session): Promise<RelationAccess[]> {
  return await session.read(accessQuery, accessRow)
}

/** One role as one tenant looking at one table. */
interface Look {
  readonly table: string
  readonly role: string
  readonly tenant: string | undefined
}

interface Looks {
  readonly looks: readonly Look[]
  readonly settings: readonly string[]
}

/** More would tell nothing new and take time. */
const limits = { tables: 40, roles: 4, columns: 3, tenants: 2 } as const

const nameRow = z.object({ name: z.string() })

/** Whose eyes to look through: every role that may read, as each tenant that the rows themselves name, and as none. */
async function planLooks(session: Session, access: readonly RelationAccess[]): Promise<Looks> {
  const guarded = access
    .filter(({ kind, rowSecurity }) => kind === 'table' && rowSecurity)
    .slice(0, limits.tables)
  if (guarded.length === 0) return { looks: [], settings: [] }
  const settings = await readSettings(session, guarded)
  const looks: Look[] = []
  for (const table of guarded) {
    const roles = await session.read(
      `select rolname as name from pg_roles where not rolsuper and not rolbypassrls and rolname !~ '^pg_'
        and has_table_privilege(oid, ${quoteLiteral(quoteName(table.name))}, 'select') order by rolname limit ${limits.roles}`,
      nameRow,
    )
    if (roles.length === 0) continue
    const tenants = settings.length === 0 ? [] : await readTenants(session, table)
    for (const { name } of roles)
      for (const tenant of [undefined, ...tenants]) looks.push({ table: table.name, role: name, tenant })
  }
  return { looks, settings }
}

/** Settings that policies read, by themselves or through the functions of the database. */
async function readSettings(session: Session, guarded: readonly RelationAccess[]): Promise<string[]> {
  const bodies = await session.read(
    "select prosrc as name from pg_proc p where pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) and prosrc ~ 'current_setting'",
    nameRow,
  )
  const texts = [
    ...guarded.flatMap(({ policies }) => policies.flatMap(({ using, check }) => [using ?? '', check ?? ''])),
    ...bodies.map(({ name }) => name),
  ]
  const names = texts.flatMap((text) =>
    [...text.matchAll(/current_setting\('([\w.]{1,100})'/g)].flatMap(([, name]) => name ?? []),
  )
  return [...new Set(names)].filter((name) => name.includes('.'))
}

/** Values of the columns that a table's policies name. */
async function readTenants(session: Session, table: RelationAccess): Promise<string[]> {
  const text = table.policies.map(({ using }) => using ?? '').join(' ')
  const columns = await session.read(
    `select attname as name from pg_attribute where attrelid = ${quoteLiteral(quoteName(table.name))}::regclass and attnum > 0 and not attisdropped order by attnum`,
    nameRow,
  )
  const source = quoteName(table.name)
  const values: string[] = []
  for (const { name } of columns
    .filter((column) => text.split(/\W+/).includes(column.name))
    .slice(0, limits.columns)) {
    const column = quoteIdentifier(name)
    const found = await session.read(
      `select distinct ${column}::text as name from ${source} where ${column} is not null order by 1 limit ${limits.tenants}`,
      nameRow,
    )
    values.push(...found.map((value) => value.name))
  }
  return [...new Set(values)]
}

const countRow = z.object({ n: z.coerce.number() })

/** Visible rows for each look; undefined where the role is refused, or the table is gone. */
async function look(session: Session, { looks, settings }: Looks): Promise<(number | undefined)[]> {
  const seen: (number | undefined)[] = []
  for (const one of looks) {
    const values = one.tenant === undefined ? '' : settings.map((name) => setTo(name, one)).join(' ')
    try {
      await session.run(`begin; set local role ${quoteIdentifier(one.role)}; ${values}`)
      const [count] = await session.read(`select count(*) as n from ${quoteName(one.table)}`, countRow)
      seen.push(count?.n)
    } catch {
      // What a role is refused, it does not see: an answer like any other.
      seen.push(undefined)
    } finally {
      await session.run('rollback')
    }
  }
  return seen
}

/** Claims are a JSON object whose keys differ by platform; these are the usual ones. */
function setTo(setting: string, { tenant = '', role: name }: Look): string {
  const claims = {
    sub: tenant,
    role: name,
    tenant_id: tenant,
    org_id: tenant,
    user_id: tenant,
    email: tenant,
  }
  const value = /claims$/.test(setting) ? JSON.stringify(claims) : /role$/.test(setting) ? name : tenant
  return `select set_config(${quoteLiteral(setting)}, ${quoteLiteral(value)}, true);`
}

/** Looks now, and compares with a second look later. */
export async function watchAccess(
  session: Session,
): Promise<{ readonly compare: () => Promise<RowSecurityFacts> }> {
  const before = await readAccess(session)
  const plan = await planLooks(session, before)
  const rowsBefore = await countAll(session, plan)
  const seenBefore = await look(session, plan)
  return {
    compare: async () => {
      const rowsAfter = await countAll(session, plan)
      const seenAfter = await look(session, plan)
      const seen = plan.looks.map(({ table, role, tenant }, index): Sighting => {
        const old = seenBefore[index]
        const now = seenAfter[index]
        return {
          table,
          role,
          ...(tenant !== undefined && { tenant }),
          ...(old !== undefined && { before: old }),
          ...(now !== undefined && { after: now }),
          rowsBefore: rowsBefore.get(table) ?? 0,
          rowsAfter: rowsAfter.get(table) ?? 0,
        }
      })
      return { before, after: await readAccess(session), seen }
    },
  }
}

/** All rows of each table that is looked at. */
async function countAll(session: Session, { looks }: Looks): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { table } of looks) {
    if (counts.has(table)) continue
    try {
      const [count] = await session.read(`select count(*) as n from ${quoteName(table)}`, countRow)
      counts.set(table, count?.n ?? 0)
    } catch {
      counts.set(table, 0)
    }
  }
  return counts
}

function quoteName(name: string): string {
  const parts = name.split('.')
  return (parts.length > 1 ? parts : ['public', ...parts]).map(quoteIdentifier).join('.')
}
