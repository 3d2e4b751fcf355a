import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const createPartitionOf: Rule = {
  id: 'create-partition-of',
  finds: 'CREATE TABLE … PARTITION OF, which blocks reads and writes of the parent',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'create-table' ||
      action.partitionOf === undefined ||
      context.isNew(action.partitionOf)
    )
      return undefined
    return {
      table: action.partitionOf,
      subject: `${action.partitionOf} ${action.table}`,
      message: `CREATE TABLE … PARTITION OF ${lockSentence('create partition of', action.partitionOf, context.major)}.`,
      remedy: 'Create a plain table with a matching CHECK and ATTACH it.',
    }
  },
}
