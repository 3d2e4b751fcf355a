import type { Node, RangeVar } from 'libpg-query'
import type { Action } from './action.ts'
import { describeColumn, describeConstraint } from './column.ts'
import { objectClass } from './describe-drop.ts'
import { describeFunction } from './describe-function.ts'
import { describeQuery } from './describe-query.ts'
import { isAlwaysTrue } from './filter.ts'
import { nameParts, qualifiedName, rangeName, relationName } from './names.ts'
import { optionNames, sequenceType, turnsAutovacuumOff } from './options.ts'
import { triggerBits, triggerTiming } from './trigger.ts'

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
      complete:
        create.ofTypename === undefined &&
        (create.inhRelations ?? []).length === 0 &&
        !parts.some((part) => 'TableLikeClause' in part),
      persistence: persistence(create.relation),
      ifNotExists: create.if_not_exists === true,
      autovacuum: !turnsAutovacuumOff(create.options),
    }
  }
  if ('CreateTableAsStmt' in node) {
    const create = node.CreateTableAsStmt
    const name = rangeName(create.into?.rel)
    if (create.objtype === 'OBJECT_MATVIEW')
      return {
        kind: 'create-view',
        view: name,
        materialized: true,
        replace: false,
        withData: create.into?.skipData !== true,
        ...describeQuery(create.query, create.into?.colNames),
      }
    return {
      kind: 'create-table',
      table: name,
      columns: [],
      constraints: [],
      partitionOf: undefined,
      partitioned: false,
      complete: false,
      persistence: persistence(create.into?.rel),
      ifNotExists: create.if_not_exists === true,
      autovacuum: true,
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
      method: index.accessMethod ?? 'btree',
      options: optionNames(index.options),
    }
  }
  if ('ViewStmt' in node) {
    const { view, replace } = node.ViewStmt
    return {
      kind: 'create-view',
      view: rangeName(view),
      materialized: false,
      replace: replace === true,
      withData: false,
      ...describeQuery(node.ViewStmt.query, node.ViewStmt.aliases),
    }
  }
  if ('CreateFunctionStmt' in node) return describeFunction(node.CreateFunctionStmt)
  if ('CreateTrigStmt' in node) {
    return {
      kind: 'create-trigger',
      table: rangeName(node.CreateTrigStmt.relation),
      name: node.CreateTrigStmt.trigname ?? '',
      function: qualifiedName(node.CreateTrigStmt.funcname),
      timing: triggerTiming(node.CreateTrigStmt.timing),
      onWrite: ((node.CreateTrigStmt.events ?? 0) & (triggerBits.insert | triggerBits.update)) !== 0,
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
  if ('RuleStmt' in node)
    return {
      kind: 'create-rule',
      table: rangeName(node.RuleStmt.relation),
      name: node.RuleStmt.rulename ?? '',
    }
  if ('CreateSeqStmt' in node)
    return {
      kind: 'create-sequence',
      name: rangeName(node.CreateSeqStmt.sequence),
      type: sequenceType(node.CreateSeqStmt.options),
    }
  if ('CreateEnumStmt' in node) return createType(qualifiedName(node.CreateEnumStmt.typeName), 'enum')
  if ('CreateDomainStmt' in node)
    return {
      ...createType(qualifiedName(node.CreateDomainStmt.domainname), 'domain'),
      constrained: (node.CreateDomainStmt.constraints ?? []).some(
        (part) =>
          'Constraint' in part && ['CONSTR_CHECK', 'CONSTR_NOTNULL'].includes(part.Constraint.contype ?? ''),
      ),
    }
  if ('CompositeTypeStmt' in node) return createType(rangeName(node.CompositeTypeStmt.typevar), 'other')
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

function createType(
  name: string,
  kind: Extract<Action, { kind: 'create-type' }>['class'],
): Extract<Action, { kind: 'create-type' }> {
  return { kind: 'create-type', name, class: kind, constrained: false }
}

function persistence(range: RangeVar | undefined): Extract<Action, { kind: 'create-table' }>['persistence'] {
  switch (range?.relpersistence) {
    case 'u':
      return 'unlogged'
    case 't':
      return 'temporary'
    default:
      return 'permanent'
  }
}

function indexColumns(parts: readonly Node[] | undefined): string[] | undefined {
  const names = (parts ?? []).map((part) => ('IndexElem' in part ? part.IndexElem.name : undefined))
  return names.every((name) => name !== undefined) ? names : undefined
}

function describeEnumChange(change: Extract<Node, { AlterEnumStmt: unknown }>['AlterEnumStmt']): Action {
  const type = qualifiedName(change.typeName)
  if (change.oldVal !== undefined)
    return { kind: 'rename', what: 'enum-value', on: type, from: change.oldVal, to: change.newVal ?? '' }
  return {
    kind: 'add-enum-value',
    type,
    value: change.newVal ?? '',
    placed: change.newValNeighbor !== undefined,
    ifNotExists: change.skipIfNewValExists === true,
  }
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
