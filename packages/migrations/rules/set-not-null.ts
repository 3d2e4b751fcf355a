import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const setNotNull: Rule = {
  id: 'set-not-null',
  finds: 'SET NOT NULL that reads the whole table, unless a valid CHECK proves it',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'set-not-null' || context.isNew(action.table))
      return undefined
    if (context.major >= 12 && context.provenNotNull(action.table, action.column)) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      claim: 'scan',
      message: `SET NOT NULL on ${action.column} ${lockSentence('set not null', action.table, context.major)}.`,
      remedy:
        context.major >= 18
          ? `ADD CONSTRAINT … NOT NULL ${action.column} NOT VALID, then VALIDATE CONSTRAINT in a later migration.`
          : `ADD CHECK (${action.column} IS NOT NULL) NOT VALID, VALIDATE it in a later migration, then SET NOT NULL, which then reads no rows.`,
    }
  },
}
