import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const attachPartition: Rule = {
  id: 'attach-partition',
  finds: 'ATTACH PARTITION that reads the partition, unless a valid CHECK proves its bounds',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'attach-partition' || context.isNew(action.partition)) return undefined
    return {
      table: action.partition,
      subject: `${action.table} ${action.partition}`,
      claim: 'scan',
      message: `ATTACH PARTITION ${lockSentence('attach partition', action.partition, context.major)}, unless a valid CHECK proves the bounds.`,
      remedy: 'Add a CHECK with the partition bounds NOT VALID, validate it, then attach.',
    }
  },
}
