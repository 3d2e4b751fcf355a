import type { Node } from 'libpg-query'
import type { Action } from './action.ts'
import { describeColumn, describeConstraint } from './column.ts'
import { objectClass } from './describe-drop.ts'
import { isAlwaysTrue } from './filter.ts'
import { nameParts, qualifiedName, rangeName, relationName } from './names.ts'

/** CREATE of anything, and ALTER of what is no table. */
export function describeCreation(node: Node): Action | undefined {
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
  if ('CreateFunctionStmt' in node)
    return { kind: 'create-function', name: qualifiedName(node.CreateFunctionStmt.funcname) }
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
