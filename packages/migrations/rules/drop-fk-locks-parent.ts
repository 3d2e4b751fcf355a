import type { Action } from '@operator/postgres'
import type { Rule, RuleContext } from './rule.ts'

export const dropFkLocksParent: Rule = {
  id: 'drop-fk-locks-parent',
  finds: 'dropping a foreign key, or what holds one, which locks the table it refers to',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    const parents = referred(action, context).filter((parent) => !context.isNew(parent))
    const table = action.kind === 'drop' ? action.name : 'table' in action ? action.table : undefined
    if (parents.length === 0 || table === undefined || context.isNew(table)) return undefined
    return {
      table,
      subject: `${table} ${parents.join(' ')}`,
      message: `A foreign key goes with it, so this takes ACCESS EXCLUSIVE on ${parents.join(', ')} too, which blocks its reads and writes.`,
      remedy: 'Set a lock_timeout, and run it when no long query reads these tables.',
    }
  },
}

function referred(action: Action, { schema }: RuleContext): string[] {
  const of = (name: string) => [...(schema.table(name)?.constraints.values() ?? [])]
  switch (action.kind) {
    case 'drop-constraint':
      return of(action.table).flatMap(({ name, references }) =>
        name === action.name ? (references ?? []) : [],
      )
    case 'drop-column':
      return of(action.table).flatMap(({ columns, references }) =>
        columns.includes(action.column) ? (references ?? []) : [],
      )
    case 'drop':
      return action.what === 'table'
        ? of(action.name).flatMap(({ references }) => (references === action.name ? [] : (references ?? [])))
        : []
    default:
      return []
  }
}
