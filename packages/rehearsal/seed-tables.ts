import { z } from 'zod'
import type { Session } from './database.ts'

const column = z.object({
  name: z.string(),
  type: z.string(),
  category: z.string(),
  required: z.boolean(),
  hasDefault: z.boolean(),
  /** Part of some unique index or exclusion constraint. */
  unique: z.boolean(),
  enumLabels: z.array(z.string()),
  checks: z.array(z.string()),
  /** Bounds of the partitions, for a column of the partition key. */
  bounds: z.array(z.string()),
})
export type SeedTableColumn = z.infer<typeof column>

const table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(column),
  foreignKeys: z.array(
    z.object({ columns: z.array(z.string()), parent: z.string(), parentColumns: z.array(z.string()) }),
  ),
})
export type SeedTable = z.infer<typeof table>

/** Every table that rows can be written to (a partitioned one, not its partitions) with what a row of it must satisfy. Domains are resolved to their base types. */
export function readSeedTables(database: Session): Promise<SeedTable[]> {
  return database.read(
    `with recursive base as (
       select t.oid, t.oid as target, t.typtype, t.typbasetype, t.typtypmod, t.typnotnull from pg_type t
       union all select b.oid, t.oid, t.typtype, t.typbasetype, case when t.typtype = 'd' then t.typtypmod else b.typtypmod end, b.typnotnull or t.typnotnull
         from base b join pg_type t on t.oid = b.typbasetype where b.typtype = 'd')
     select n.nspname as schema, c.relname as name,
       coalesce((select json_agg(json_build_object('name', a.attname,
           'type', format_type(b.target, case when t.typtype = 'd' then b.typtypmod else a.atttypmod end), 'category', u.typcategory,
           'required', a.attnotnull or b.typnotnull, 'hasDefault', a.atthasdef or a.attidentity <> '',
           'unique', exists (select from pg_index i where i.indrelid = c.oid and a.attnum = any (i.indkey) and (i.indisunique or i.indisexclusion)),
           'enumLabels', coalesce((select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = b.target), '[]'),
           'checks', coalesce((select json_agg(pg_get_constraintdef(k.oid)) from pg_constraint k where k.contype = 'c'
              and ((k.conrelid = c.oid and a.attnum = any (k.conkey)) or k.contypid = a.atttypid)), '[]'),
           'bounds', coalesce((select json_agg(pg_get_expr(part.relpartbound, part.oid)) from pg_inherits i join pg_class part on part.oid = i.inhrelid
              join pg_partitioned_table p on p.partrelid = i.inhparent and a.attnum = any (p.partattrs) where i.inhparent = c.oid), '[]')) order by a.attnum)
         from pg_attribute a join pg_type t on t.oid = a.atttypid join base b on b.oid = a.atttypid and b.typtype <> 'd' join pg_type u on u.oid = b.target
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''), '[]') as columns,
       coalesce((select json_agg(json_build_object('parent', k.confrelid::regclass::text,
           'columns', (select json_agg(a.attname order by x.n) from unnest(k.conkey) with ordinality x(key, n) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = x.key),
           'parentColumns', (select json_agg(a.attname order by x.n) from unnest(k.confkey) with ordinality x(key, n) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = x.key)))
         from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0), '[]') as "foreignKeys"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.oid >= 16384 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e') order by c.oid`,
    table,
  )
}
