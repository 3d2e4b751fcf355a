import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

/** PostgreSQL's internal names as people write them. */
const spelling: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'char',
}

export const changingColumnType: Rule = {
  id: 'changing-column-type',
  finds: 'a new type for a column that rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column-type' || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      claim: 'rewrite',
      message: `Changing the type of ${action.column} to ${spelling[action.type] ?? action.type} ${lockSentence('alter column type', action.table, context.major)}.`,
      remedy: 'Add a column of the new type, write both, fill it in batches, then switch.',
    }
  },
}
