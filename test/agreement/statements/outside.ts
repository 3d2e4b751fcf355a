export interface OutsideStatement {
  readonly sql: string
  /** Makes the database what it was. */
  readonly undo?: string
}

/** What runs outside a transaction: its locks cannot be read afterwards, only the work that PostgreSQL tells of. */
export const outside: readonly OutsideStatement[] = [
  { sql: 'vacuum maintained' },
  { sql: 'vacuum full maintained' },
  { sql: 'vacuum (analyze) maintained' },
  { sql: 'create index concurrently fresh on maintained (a)', undo: 'drop index fresh' },
  { sql: 'create unique index concurrently fresh on maintained (a)', undo: 'drop index fresh' },
  { sql: 'create index concurrently fresh on spread (id)' },
  { sql: 'drop index concurrently maintained_a', undo: 'create index maintained_a on maintained (a)' },
  { sql: 'drop index concurrently maintained_a, apart_a' },
  { sql: 'reindex index concurrently maintained_a' },
  { sql: 'reindex table concurrently maintained' },
  { sql: 'reindex table maintained' },
  { sql: 'reindex schema elsewhere' },
  {
    sql: 'alter table spread detach partition spread_2023 concurrently',
    undo: "alter table spread attach partition spread_2023 for values from ('2023-01-01') to ('2024-01-01')",
  },
  { sql: 'alter table open_ended detach partition open_2024 concurrently' },
  { sql: 'cluster maintained using maintained_a', undo: 'alter table maintained set without cluster' },
  { sql: "alter type mood add value if not exists 'ok'" },
]
