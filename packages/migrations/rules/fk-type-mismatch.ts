import { newForeignKeys } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const fkTypeMismatch: Rule = {
  id: 'fk-type-mismatch',
  finds: 'a foreign key whose column has another type than the one it refers to',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    for (const { table, constraint } of newForeignKeys(action)) {
      const parent = constraint.references ?? ''
      if (context.isNew(parent)) continue
      const key = [...(context.schema.table(parent)?.constraints.values() ?? [])].find(
        ({ kind }) => kind === 'primary-key',
      )
      const names =
        constraint.referencedColumns.length > 0 ? constraint.referencedColumns : (key?.columns ?? [])
      const at = constraint.columns.findIndex((column, position) => {
        const own = context.final.table(table)?.columns.get(column)?.type
        const other = context.schema.table(parent)?.columns.get(names[position] ?? '')?.type
        return own !== undefined && other !== undefined && plain(own) !== plain(other)
      })
      const column = constraint.columns[at]
      if (column === undefined) continue
      return {
        table,
        subject: `${table}.${column}`,
        message: `${table}.${column} and ${parent}.${names[at] ?? ''} are of different types: each check of the foreign key casts, and may miss the index.`,
        remedy: 'Give both columns the same type.',
      }
    }
    return undefined
  },
}

/** A serial column is an integer, and text is kept as varchar is. */
function plain(type: string): string {
  const key = type.replace(/^(small|big)?serial([248])?$/, (_, size, digits) =>
    size === 'big' || digits === '8' ? 'int8' : size === 'small' || digits === '2' ? 'int2' : 'int4',
  )
  return key === 'varchar' ? 'text' : key
}
