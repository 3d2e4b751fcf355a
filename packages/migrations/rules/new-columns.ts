import type { Action, ColumnDefinition, RelationName } from '@operator/postgres'

/** Columns that a statement makes, in a new table or an old one. */
export function newColumns(
  action: Action,
): readonly { readonly table: RelationName; readonly column: ColumnDefinition }[] {
  switch (action.kind) {
    case 'create-table':
      return action.columns.map((column) => ({ table: action.table, column }))
    case 'add-column':
      return [{ table: action.table, column: action.column }]
    default:
      return []
  }
}
