import type { FailedStatement } from '@operator/rehearsal'

/** What a SQLSTATE means to the author of a migration (PostgreSQL's appendix A, in plain words). */
export const explanations: Readonly<Record<string, string>> = {
  '25001': 'This statement cannot run inside a transaction; run this migration without one.',
  '0A000':
    'PostgreSQL does not support this here: a concurrent build on a partitioned table, another type for a column that a view reads, or a UNIQUE without the partition key. Work on the partitions one by one, or drop the view and make it again.',
  '2BP01': 'Other objects depend on what is dropped; drop them first, by name.',
  '42P01': 'The table does not exist at this point; check the order of the migrations.',
  '42P07': 'An object of this name exists already.',
  '42701': 'The column exists already.',
  '42703': 'The column does not exist at this point.',
  '42704': 'The object does not exist at this point.',
  '42710': 'An object of this name exists already.',
  '42723': 'The function exists already.',
  '42804': 'The types do not match; give an explicit cast (USING).',
  '42830': 'A foreign key must refer to a primary key or unique columns.',
  '42P16':
    'The table or view definition is not allowed, such as a view that loses a column under CREATE OR REPLACE.',
  '42P13': 'The function definition is not allowed, such as a changed return type: drop the function first.',
  '42601': 'The SQL is not valid.',
  '55P04':
    'A new enum value cannot be used before its transaction has ended; add it in an earlier migration.',
  '55006': 'Rows of this transaction still have checks pending; split the migration.',
  '55000':
    'The object is not in the state that this needs: a REFRESH CONCURRENTLY needs a unique index on the view, a DETACH CONCURRENTLY no DEFAULT partition, an identity a NOT NULL column. Bring that about first.',
  '42809':
    'The object is of another kind than this needs, such as a partial index for a constraint, or a NOT VALID foreign key on a partitioned table before PostgreSQL 18. Use a plain unique index, or work on the partitions.',
  '42P21':
    'The collations do not fit together, as those of a foreign key must; give both columns the same one.',
  '42725': 'Several functions of this name fit; name the types of the arguments.',
  '42501': 'The role that runs this may not do it.',
  '2D000': 'COMMIT is not possible here; run this migration without a transaction.',
  '23502': 'A row has NULL where it may not; fill the column first.',
  '23503': 'A row refers to one that does not exist.',
  '23505': 'Two rows have the same values where they must differ.',
  '23514': 'A row does not satisfy the CHECK.',
  '22001': 'A value is too long for the new type.',
  '22003': 'A number is too large for the new type.',
  '22P02': 'A value cannot be read as the new type.',
  P0001: 'The migration itself raises this.',
  P0002: 'A row that the migration looks for does not exist.',
  P0003: 'The migration expects one row and there are several.',
  P0004: 'An assertion of the migration itself does not hold.',
}

export function explain(failure: FailedStatement): string {
  const { code, message, detail } = failure.error
  const known = explanations[code]
  return [`PostgreSQL refuses this statement: ${message}${code ? ` (${code})` : ''}.`, detail, known]
    .filter(Boolean)
    .join(' ')
}

/** Failures that say something about this engine, not about the migration. */
export function isEnvironment(failure: FailedStatement): boolean {
  const { code, message, refusedTo } = failure.error
  if (
    code === '' ||
    refusedTo !== undefined ||
    code.startsWith('XX') ||
    code.startsWith('58') ||
    code.startsWith('57') ||
    code.startsWith('53')
  )
    return true
  if (
    /extension "[^"]*" is not available|could not (open extension control|access) file|wal_level|max_replication|max_prepared_transactions|shared_preload_libraries/i.test(
      message,
    )
  )
    return true
  return code === '0A000' && /not supported by|tablespace|collation provider|this build/i.test(message)
}

/** What depends on the rows that happen to be there: class 22 (data) and 23 (integrity). */
export function dependsOnRows(failure: FailedStatement): boolean {
  return /^2[23]/.test(failure.error.code)
}

/**
 * Fails on empty tables too, and may yet succeed in production: a row that is looked for (23503, 23502 from a subquery, P0002), or a
 * question that the migration asks itself (RAISE EXCEPTION, ASSERT).
 */
export function missesRows(failure: FailedStatement): boolean {
  return /^(2350[23]|P000[1-4]|21000)$/.test(failure.error.code)
}

/** An object that some earlier statement should have made. */
export function missesObject(failure: FailedStatement): boolean {
  return ['42P01', '42703', '42704', '42883', '3F000'].includes(failure.error.code)
}
