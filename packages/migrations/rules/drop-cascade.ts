import type { Action } from '@operator/postgres'
import { listed } from '@operator/report'
import type { Rule, RuleContext } from './rule.ts'

export const dropCascade: Rule = {
  id: 'drop-cascade',
  finds: 'CASCADE',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    // One statement has one CASCADE, however many objects it names.
    const all = context.statement.actions.flatMap((one) => {
      const name = cascadingName(one, context)
      return name === undefined ? [] : [{ one, name }]
    })
    if (all[0]?.one !== action) return undefined
    const names = listed(
      all.map(({ name }) => name),
      3,
    )
    return {
      subject: all.map(({ name }) => name).join(' '),
      message: `CASCADE also drops whatever depends on ${names}: views, foreign keys, functions, row-security policies.`,
      remedy: 'Name each dependent object and drop it by itself.',
    }
  },
}

function cascadingName(action: Action, context: RuleContext): string | undefined {
  switch (action.kind) {
    case 'drop':
      return action.cascade && !context.isNew(action.name) ? action.name : undefined
    case 'drop-column':
      return action.cascade && !context.isNew(action.table) ? `${action.table}.${action.column}` : undefined
    case 'drop-constraint':
      return action.cascade && !context.isNew(action.table) ? `${action.table}.${action.name}` : undefined
    default:
      return undefined
  }
}
