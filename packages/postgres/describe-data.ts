import type { Node } from 'libpg-query'
import type { Action } from './action.ts'
import { calledFunctions } from './column.ts'
import { columnsDemandedNull, hasFilter } from './filter.ts'
import { nameParts, rangeName, relationName } from './names.ts'
import { walk } from './walk.ts'

/** What reads or writes rows, and maintenance of tables. */
export function describeData(node: Node): Action | undefined {
  if ('TruncateStmt' in node) {
    const { relations, behavior } = node.TruncateStmt
    return {
      kind: 'truncate',
      tables: (relations ?? []).map((relation) => relationName(nameParts(relation))),
      cascade: behavior === 'DROP_CASCADE',
    }
  }
  if ('DeleteStmt' in node) {
    const { relation, whereClause, usingClause } = node.DeleteStmt
    return {
      kind: 'delete',
      table: rangeName(relation),
      filtered: hasFilter(whereClause) || (usingClause ?? []).length > 0,
    }
  }
  if ('UpdateStmt' in node) {
    const { relation, whereClause, fromClause, targetList } = node.UpdateStmt
    return {
      kind: 'update',
      table: rangeName(relation),
      filtered: hasFilter(whereClause) || (fromClause ?? []).length > 0,
      columns: targets(targetList),
      onlyNull: columnsDemandedNull(whereClause),
    }
  }
  if ('MergeStmt' in node) return overwrite(rangeName(node.MergeStmt.relation))
  if ('InsertStmt' in node) {
    const { onConflictClause, relation, cols } = node.InsertStmt
    const table = rangeName(relation)
    return onConflictClause?.action === 'ONCONFLICT_UPDATE'
      ? overwrite(table)
      : { kind: 'insert', table, columns: targets(cols) }
  }
  if ('SelectStmt' in node) {
    let writes = false
    walk(node, (key) => {
      if (['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'].includes(key)) writes = true
    })
    return { kind: 'select', calls: calledFunctions(node.SelectStmt), writes }
  }
  if ('CopyStmt' in node) {
    const { relation, is_from: from } = node.CopyStmt
    return { kind: 'copy', table: rangeName(relation), from: from === true }
  }
  if ('RefreshMatViewStmt' in node) {
    const { relation, concurrent } = node.RefreshMatViewStmt
    return { kind: 'refresh-materialized-view', view: rangeName(relation), concurrently: concurrent === true }
  }
  if ('ClusterStmt' in node) {
    const { relation } = node.ClusterStmt
    return { kind: 'cluster', table: relation && rangeName(relation) }
  }
  if ('VacuumStmt' in node && node.VacuumStmt.is_vacuumcmd === true) {
    return {
      kind: 'vacuum',
      full: hasOption(node.VacuumStmt.options, 'full'),
      tables: (node.VacuumStmt.rels ?? []).flatMap((rel) =>
        'VacuumRelation' in rel ? [rangeName(rel.VacuumRelation.relation)] : [],
      ),
    }
  }
  if ('ReindexStmt' in node) {
    const { kind, relation, name, params } = node.ReindexStmt
    const what =
      kind === 'REINDEX_OBJECT_INDEX' ? 'index' : kind === 'REINDEX_OBJECT_TABLE' ? 'table' : 'other'
    return {
      kind: 'reindex',
      name: relation ? rangeName(relation) : (name ?? ''),
      what,
      concurrently: hasOption(params, 'concurrently'),
    }
  }
  if ('LockStmt' in node) {
    return {
      kind: 'lock-table',
      tables: (node.LockStmt.relations ?? []).map((relation) => relationName(nameParts(relation))),
    }
  }
  return undefined
}

function targets(list: readonly Node[] | undefined): string[] {
  return (list ?? []).map((target) => ('ResTarget' in target ? (target.ResTarget.name ?? '') : ''))
}

/** Which rows and columns are written is known only to the statement itself. */
function overwrite(table: string): Action {
  return { kind: 'update', table, filtered: true, columns: [], onlyNull: [] }
}

function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false
    const value = option.DefElem.arg
    if (value === undefined) return true
    if ('Boolean' in value) return value.Boolean.boolval === true
    if ('Integer' in value) return value.Integer.ival !== 0
    return !('String' in value && ['false', 'off', '0'].includes(value.String.sval?.toLowerCase() ?? ''))
  })
}
