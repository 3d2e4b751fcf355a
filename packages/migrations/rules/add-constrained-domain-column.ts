import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addConstrainedDomainColumn: Rule = {
  id: 'add-constrained-domain-column',
  finds: 'a new column of a domain with a CHECK or NOT NULL, which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-column' || context.isNew(action.table)) return undefined
    if (!context.schema.isConstrainedDomain(action.column.type)) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column.name}`,
      claim: 'rewrite',
      message: `${action.column.type} is a domain with a constraint: adding a column of it ${lockSentence('add column with volatile default', action.table, context.major)}.`,
      remedy:
        'Add a column of the plain type with the CHECK NOT VALID, and validate it in a later migration.',
    }
  },
}
