import type { Dialect, Version } from './tools/tool.ts'

const folders: readonly (readonly [RegExp, Dialect])[] = [
  [/(^|[/_.-])(postgres|postgresql|pg|pgsql|psql|timescale(db)?|cockroach(db)?)([/_.-]|$)/i, 'postgresql'],
  [/(^|[/_.-])(mysql|mariadb|tidb)([/_.-]|$)/i, 'mysql'],
  [/(^|[/_.-])(sqlite3?|d1|libsql|turso|room)([/_.-]|$)/i, 'sqlite'],
  [
    /(^|[/_.-])(mssql|sqlserver|oracle|clickhouse|cassandra|scylla|snowflake|bigquery|duckdb|spanner)([/_.-]|$)/i,
    'other',
  ],
]

const texts: readonly (readonly [RegExp, Dialect])[] = [
  [/\bENGINE\s*=\s*\w+|\bAUTO_INCREMENT\b|\bDEFAULT\s+CHARSET\b/i, 'mysql'],
  [/\bAUTOINCREMENT\b|^[ \t]*PRAGMA\s+\w+|\bWITHOUT\s+ROWID\b/im, 'sqlite'],
  [/\bENGINE\s*=\s*(Replicated)?\w*MergeTree|\bNVARCHAR\s*\(|^[ \t]*GO[ \t\r]*$|\bVARCHAR2\b/im, 'other'],
]

/** The database that a history is written for: by its folder's name, then by words that only one database knows. */
export function guessDialect(directory: string, versions: readonly Version[]): Dialect {
  const named = folders.find(([pattern]) => pattern.test(directory))
  if (named) return named[1]
  for (const { up } of versions) {
    const found = up && texts.find(([pattern]) => pattern.test(up.text.slice(0, 50_000)))
    if (found) return found[1]
  }
  return 'unknown'
}
