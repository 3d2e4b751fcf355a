import { columns } from './columns.ts'
import { constraints } from './constraints.ts'
import { indexes } from './indexes.ts'
import { security, triggersAndMore, typesAndSequences, views } from './others.ts'
import { partitions } from './partitions.ts'
import { tables } from './tables.ts'
import { types } from './types.ts'

export { outside } from './outside.ts'

/** Statements in a transaction of their own, by class. */
export const inside: Readonly<Record<string, readonly string[]>> = {
  'columns and defaults': columns,
  'column types': types,
  constraints,
  indexes,
  tables,
  partitions,
  views,
  'types and sequences': typesAndSequences,
  'row-level security and privileges': security,
  'triggers, publications and the rest': triggersAndMore,
}
