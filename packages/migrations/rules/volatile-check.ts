import { addedConstraint } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const volatileCheck: Rule = {
  id: 'volatile-check',
  finds: 'a CHECK whose answer changes while the row does not',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const added = addedConstraint(action, 'check')
    const called = added?.constraint.functions.find((name) => unsteady.has(name))
    if (!added || called === undefined || context.isNew(added.table)) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      message: `The CHECK calls ${called}(), which does not always give the same: rows that pass today may fail when a dump is restored.`,
      remedy: 'Compare columns with each other, or check it in a trigger.',
    }
  },
}

const unsteady: ReadonlySet<string> = new Set([
  'now',
  'random',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'timeofday',
  'gen_random_uuid',
  'uuid_generate_v4',
  'nextval',
  'current_setting',
])
