import type { DropStmt, Node, RenameStmt } from 'libpg-query'
import type { Action, ObjectClass } from './action.ts'
import { describeAlterTable } from './alter-table.ts'
import { calledFunctions, describeColumn, describeConstraint } from './column.ts'
import { columnsDemandedNull, hasFilter, isAlwaysTrue } from './filter.ts'
import { nameParts, qualifiedName, rangeName, relationName } from './names.ts'
import { walk } from './walk.ts'

/** What a statement does. A kind of statement that no rule needs is `other`, never nothing. */
export function describeStatement(node: Node): Action[] {
  if ('AlterTableStmt' in node) return describeAlterTable(node.AlterTableStmt)
  if ('DropStmt' in node) return describeDrop(node.DropStmt)
  if ('RenameStmt' in node) return [describeRename(node.RenameStmt)]
  return [
    describeCreation(node) ??
      describeData(node) ??
      describeSession(node) ?? { kind: 'other', node: nodeName(node) },
  ]
}

function describeCreation(node: Node): Action | undefined {
  if ('CreateStmt' in node) {
    const create = node.CreateStmt
    const parts = create.tableElts ?? []
    return {
      kind: 'create-table',
      table: rangeName(create.relation),
      columns: parts.flatMap((part) => ('ColumnDef' in part ? [describeColumn(part.ColumnDef)] : [])),
      constraints: parts.flatMap((part) => ('Constraint' in part ? describeConstraint(part.Constraint) : [])),
      partitionOf: create.partbound
        ? (create.inhRelations ?? []).map((part) => relationName(nameParts(part)))[0]
        : undefined,
      partitioned: create.partspec !== undefined,
    }
  }
  if ('CreateTableAsStmt' in node) {
    const create = node.CreateTableAsStmt
    const name = rangeName(create.into?.rel)
    if (create.objtype === 'OBJECT_MATVIEW')
      return { kind: 'create-view', view: name, materialized: true, replace: false }
    return {
      kind: 'create-table',
      table: name,
      columns: [],
      constraints: [],
      partitionOf: undefined,
      partitioned: false,
    }
  }
  if ('IndexStmt' in node) {
    const index = node.IndexStmt
    return {
      kind: 'create-index',
      name: index.idxname,
      table: rangeName(index.relation),
      columns: indexColumns(index.indexParams),
      partial: index.whereClause !== undefined,
      unique: index.unique === true,
      concurrently: index.concurrent === true,
      ifNotExists: index.if_not_exists === true,
      only: index.relation?.inh !== true,
    }
  }
  if ('ViewStmt' in node) {
    const { view, replace } = node.ViewStmt
    return { kind: 'create-view', view: rangeName(view), materialized: false, replace: replace === true }
  }
  if ('CreateTrigStmt' in node) {
    return {
      kind: 'create-trigger',
      table: rangeName(node.CreateTrigStmt.relation),
      name: node.CreateTrigStmt.trigname ?? '',
    }
  }
  if ('CreatePolicyStmt' in node) {
    const policy = node.CreatePolicyStmt
    return {
      kind: 'create-policy',
      table: rangeName(policy.table),
      name: policy.policy_name ?? '',
      always: isAlwaysTrue(policy.qual) || isAlwaysTrue(policy.with_check),
      permissive: policy.permissive === true,
    }
  }
  if ('AlterPolicyStmt' in node) {
    const policy = node.AlterPolicyStmt
    return {
      kind: 'alter-policy',
      table: rangeName(policy.table),
      name: policy.policy_name ?? '',
      always: isAlwaysTrue(policy.qual),
    }
  }
  if ('CreateEnumStmt' in node)
    return { kind: 'create-type', name: qualifiedName(node.CreateEnumStmt.typeName), class: 'enum' }
  if ('CreateDomainStmt' in node)
    return { kind: 'create-type', name: qualifiedName(node.CreateDomainStmt.domainname), class: 'domain' }
  if ('CompositeTypeStmt' in node)
    return { kind: 'create-type', name: rangeName(node.CompositeTypeStmt.typevar), class: 'other' }
  if ('CreateSchemaStmt' in node)
    return { kind: 'create-schema', name: node.CreateSchemaStmt.schemaname ?? '' }
  if ('CreateExtensionStmt' in node)
    return { kind: 'create-extension', name: node.CreateExtensionStmt.extname ?? '' }
  if ('CreateRoleStmt' in node) return { kind: 'create-role', name: node.CreateRoleStmt.role ?? '' }
  if ('AlterEnumStmt' in node) return describeEnumChange(node.AlterEnumStmt)
  if ('AlterDomainStmt' in node) return describeDomainChange(node.AlterDomainStmt)
  if ('AlterObjectSchemaStmt' in node) {
    const change = node.AlterObjectSchemaStmt
    const name = change.relation ? rangeName(change.relation) : relationName(nameParts(change.object))
    return { kind: 'set-schema', what: objectClass(change.objectType), name, schema: change.newschema ?? '' }
  }
  return undefined
}

function indexColumns(parts: readonly Node[] | undefined): string[] | undefined {
  const names = (parts ?? []).map((part) => ('IndexElem' in part ? part.IndexElem.name : undefined))
  return names.every((name) => name !== undefined) ? names : undefined
}

function describeEnumChange(change: Extract<Node, { AlterEnumStmt: unknown }>['AlterEnumStmt']): Action {
  const type = qualifiedName(change.typeName)
  if (change.oldVal !== undefined)
    return { kind: 'rename', what: 'enum-value', on: type, from: change.oldVal, to: change.newVal ?? '' }
  return { kind: 'add-enum-value', type, value: change.newVal ?? '' }
}

function describeDomainChange(
  change: Extract<Node, { AlterDomainStmt: unknown }>['AlterDomainStmt'],
): Action {
  const subtype: string | undefined = change.subtype
  const constraint =
    change.def !== undefined && 'Constraint' in change.def ? change.def.Constraint : undefined
  return {
    kind: 'alter-domain',
    domain: qualifiedName(change.typeName),
    // PostgreSQL 18's enum names, and the single letters of the versions before.
    change:
      subtype === 'C' || subtype === 'AD_AddConstraint'
        ? 'add-constraint'
        : subtype === 'O' || subtype === 'AD_SetNotNull'
          ? 'set-not-null'
          : 'other',
    notValid: constraint?.skip_validation === true,
  }
}

function describeData(node: Node): Action | undefined {
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
      columns: (targetList ?? []).map((target) =>
        'ResTarget' in target ? (target.ResTarget.name ?? '') : '',
      ),
      onlyNull: columnsDemandedNull(whereClause),
    }
  }
  if ('MergeStmt' in node) return overwrite(rangeName(node.MergeStmt.relation))
  if ('InsertStmt' in node) {
    const { onConflictClause, relation } = node.InsertStmt
    const table = rangeName(relation)
    return onConflictClause?.action === 'ONCONFLICT_UPDATE' ? overwrite(table) : { kind: 'insert', table }
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

/** Which rows and columns are written is known only to the statement itself. */
function overwrite(table: string): Action {
  return { kind: 'update', table, filtered: true, columns: [], onlyNull: [] }
}

function describeSession(node: Node): Action | undefined {
  if ('TransactionStmt' in node) {
    switch (node.TransactionStmt.kind) {
      case 'TRANS_STMT_BEGIN':
      case 'TRANS_STMT_START':
        return { kind: 'transaction', command: 'begin' }
      case 'TRANS_STMT_COMMIT':
        return { kind: 'transaction', command: 'commit' }
      case 'TRANS_STMT_ROLLBACK':
        return { kind: 'transaction', command: 'rollback' }
      default:
        return { kind: 'transaction', command: 'other' }
    }
  }
  if ('VariableSetStmt' in node) {
    return {
      kind: 'set',
      name: node.VariableSetStmt.name ?? '',
      local: node.VariableSetStmt.is_local === true,
    }
  }
  if ('GrantStmt' in node) return { kind: 'grant', revoke: node.GrantStmt.is_grant !== true }
  if ('DoStmt' in node) return { kind: 'do' }
  if ('DropdbStmt' in node)
    return drop('database', node.DropdbStmt.dbname ?? '', { ifExists: node.DropdbStmt.missing_ok === true })
  return undefined
}

function describeDrop(statement: DropStmt): Action[] {
  const what = objectClass(statement.removeType)
  const options = {
    cascade: statement.behavior === 'DROP_CASCADE',
    concurrently: statement.concurrent === true,
    ifExists: statement.missing_ok === true,
  }
  return (statement.objects ?? []).map((object) => {
    const parts = nameParts(object)
    if (what !== 'trigger' && what !== 'policy') return drop(what, relationName(parts), options)
    return { ...drop(what, parts.at(-1) ?? '', options), table: relationName(parts.slice(0, -1)) }
  })
}

function drop(
  what: ObjectClass,
  name: string,
  options: { cascade?: boolean; concurrently?: boolean; ifExists?: boolean },
): Extract<Action, { kind: 'drop' }> {
  return {
    kind: 'drop',
    what,
    name,
    table: undefined,
    cascade: options.cascade ?? false,
    concurrently: options.concurrently ?? false,
    ifExists: options.ifExists ?? false,
  }
}

function describeRename(statement: RenameStmt): Action {
  const from = statement.subname ?? statement.relation?.relname ?? nameParts(statement.object).at(-1) ?? ''
  const on = statement.relation ? rangeName(statement.relation) : relationName(nameParts(statement.object))
  return { kind: 'rename', what: renamedClass(statement.renameType), on, from, to: statement.newname ?? '' }
}

function renamedClass(type: RenameStmt['renameType']): Extract<Action, { kind: 'rename' }>['what'] {
  switch (type) {
    case 'OBJECT_TABLE':
      return 'table'
    case 'OBJECT_COLUMN':
      return 'column'
    case 'OBJECT_SCHEMA':
      return 'schema'
    case 'OBJECT_TABCONSTRAINT':
      return 'constraint'
    case 'OBJECT_INDEX':
      return 'index'
    default:
      return 'other'
  }
}

function objectClass(type: DropStmt['removeType']): ObjectClass {
  switch (type) {
    case 'OBJECT_TABLE':
      return 'table'
    case 'OBJECT_INDEX':
      return 'index'
    case 'OBJECT_VIEW':
      return 'view'
    case 'OBJECT_MATVIEW':
      return 'materialized view'
    case 'OBJECT_SCHEMA':
      return 'schema'
    case 'OBJECT_TYPE':
      return 'type'
    case 'OBJECT_DOMAIN':
      return 'domain'
    case 'OBJECT_SEQUENCE':
      return 'sequence'
    case 'OBJECT_FUNCTION':
    case 'OBJECT_PROCEDURE':
    case 'OBJECT_ROUTINE':
      return 'function'
    case 'OBJECT_TRIGGER':
      return 'trigger'
    case 'OBJECT_POLICY':
      return 'policy'
    case 'OBJECT_EXTENSION':
      return 'extension'
    case 'OBJECT_DATABASE':
      return 'database'
    default:
      return 'other'
  }
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

function nodeName(node: Node): string {
  return Object.keys(node)[0] ?? 'unknown'
}
