import type { Observation } from './observe.ts'

/** What older majors do otherwise than PostgreSQL 18, PGlite's. */
export interface VersionDifference {
  readonly sql: string
  /** The first major that does as 18 does. */
  readonly since: number
  /** What is otherwise before. */
  readonly before: Partial<Observation>
  readonly source: string
}

const refused = (code: string): Partial<Observation> => ({
  failed: code,
  locks: {},
  rewritten: [],
  scanned: [],
  built: [],
  validated: [],
})
const unknownSyntax = refused('42601')
const notes = (major: number, what: string) => `PostgreSQL ${major} release notes: ${what}`

export const differences: readonly VersionDifference[] = [
  {
    sql: 'alter table t add column z int generated always as (a + 1) virtual',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Allow generated columns to be virtual'),
  },
  {
    sql: 'alter table t add column z int generated always as (a + 1) virtual not null',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Allow generated columns to be virtual'),
  },
  {
    sql: 'alter table generated_ alter column twice set expression as (a * 3)',
    since: 17,
    before: unknownSyntax,
    source: notes(17, "Allow ALTER TABLE to change a column's generation expression"),
  },
  {
    sql: 'alter table t add constraint k check (b > -1) not enforced',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Allow CHECK and foreign key constraints to be specified as NOT ENFORCED'),
  },
  {
    sql: 'alter table child add constraint k foreign key (code) references parent (code) not enforced',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Allow CHECK and foreign key constraints to be specified as NOT ENFORCED'),
  },
  {
    sql: 'alter table t add constraint k not null a',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Store column NOT NULL specifications in pg_constraint'),
  },
  {
    sql: 'alter table t add constraint k not null a not valid',
    since: 18,
    before: unknownSyntax,
    source: notes(18, 'Allow ALTER TABLE to set the NOT VALID attribute of NOT NULL constraints'),
  },
  {
    sql: 'alter table spread add constraint k foreign key (id) references maintained not valid',
    since: 18,
    before: refused('42809'),
    source: notes(18, 'Allow NOT VALID foreign key constraints on partitioned tables'),
  },
  {
    sql: 'alter table spread add primary key (at)',
    since: 18,
    before: { locks: { spread: 'AccessExclusive', spread_2023: 'Share', spread_2024: 'Share' } },
    source: notes(
      18,
      'Store column NOT NULL specifications in pg_constraint (tablecmds.c, ATPrepAddPrimaryKey)',
    ),
  },
  {
    sql: 'alter table ancestor add constraint k check (a > 0) no inherit',
    since: 18,
    before: { locks: { ancestor: 'AccessExclusive' } },
    source: notes(
      18,
      'Store column NOT NULL specifications in pg_constraint (tablecmds.c, ATPrepCmd locks descendants)',
    ),
  },
  {
    sql: 'grant select on t to reader',
    since: 18,
    before: { locks: {} },
    source: 'aclchk.c of PostgreSQL 18, objectNamesToOids: names are looked up under ACCESS SHARE',
  },
  {
    sql: 'revoke all on t from reader',
    since: 18,
    before: { locks: {} },
    source: 'aclchk.c of PostgreSQL 18, objectNamesToOids: names are looked up under ACCESS SHARE',
  },
  {
    sql: 'alter table t add constraint k unique nulls not distinct (b)',
    since: 15,
    before: unknownSyntax,
    source: notes(15, 'Allow unique constraints and indexes to treat NULL values as not distinct'),
  },
  {
    sql: 'create unique index on t (b) nulls not distinct',
    since: 15,
    before: unknownSyntax,
    source: notes(15, 'Allow unique constraints and indexes to treat NULL values as not distinct'),
  },
  {
    sql: 'alter table t set access method heap',
    since: 15,
    before: unknownSyntax,
    source: notes(15, 'Allow changing the table access method with ALTER TABLE … SET ACCESS METHOD'),
  },
  {
    sql: "merge into parent using child on parent.id = child.id when matched then update set name = 'x'",
    since: 15,
    before: unknownSyntax,
    source: notes(15, 'Add SQL MERGE command'),
  },
  {
    sql: 'alter view names set (security_invoker = true)',
    since: 15,
    before: refused('22023'),
    source: notes(
      15,
      'Allow table accesses done by a view to optionally be controlled by privileges of the invoker',
    ),
  },
]
