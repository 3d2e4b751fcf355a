import type { ColumnDef, Constraint as ConstraintNode, Node, TypeName } from 'libpg-query'
import type { ColumnDefault, ColumnDefinition, Constraint } from './action.ts'
import { nameParts, qualifiedName, rangeName } from './names.ts'
import { walk } from './walk.ts'

export function describeColumn(def: ColumnDef): ColumnDefinition {
  const nodes = (def.constraints ?? []).flatMap((node) => ('Constraint' in node ? [node.Constraint] : []))
  const types = nodes.map((node) => node.contype)
  const generated = nodes.find((node) => node.contype === 'CONSTR_GENERATED')
  const fallback = nodes.find((node) => node.contype === 'CONSTR_DEFAULT')
  const name = def.colname ?? ''
  return {
    name,
    type: qualifiedName(def.typeName?.names),
    typeModifiers: typeModifiers(def.typeName),
    array: (def.typeName?.arrayBounds ?? []).length > 0,
    collation: def.collClause && qualifiedName(def.collClause.collname),
    notNull: types.includes('CONSTR_NOTNULL') || types.includes('CONSTR_PRIMARY'),
    default: describeDefault(fallback?.raw_expr),
    identity: types.includes('CONSTR_IDENTITY'),
    generated: generated && (generated.generated_kind === 'v' ? 'virtual' : 'stored'),
    constraints: nodes.flatMap((node) => describeConstraint(node, name)),
  }
}

export function typeModifiers(type: TypeName | undefined): number[] {
  return (type?.typmods ?? []).flatMap((node) => ('A_Const' in node ? [node.A_Const.ival?.ival ?? 0] : []))
}

function describeDefault(expression: Node | undefined): ColumnDefault {
  if (expression === undefined) return { kind: 'none' }
  const functions = calledFunctions(expression)
  return functions.length === 0 ? { kind: 'constant' } : { kind: 'call', functions }
}

/** Functions that a part of the tree calls, PostgreSQL's own without their schema. */
export function calledFunctions(part: unknown): string[] {
  const functions: string[] = []
  walk(part, (key, value) => {
    if (key === 'FuncCall') functions.push(functionName(value))
  })
  return functions
}

function functionName(value: unknown): string {
  const parts: string[] = []
  if (typeof value === 'object' && value !== null && 'funcname' in value) {
    walk(value.funcname, (key, part) => {
      if (key === 'sval' && typeof part === 'string') parts.push(part)
    })
  }
  return (parts[0] === 'pg_catalog' ? parts.slice(1) : parts).join('.').toLowerCase()
}

/** A constraint; NULL, DEFAULT, identity and attribute nodes are none. */
export function describeConstraint(node: ConstraintNode, column?: string): Constraint[] {
  const kind = constraintKind(node.contype)
  if (kind === undefined) return []
  const named = kind === 'foreign-key' ? node.fk_attrs : node.keys
  const columns = (named ?? []).flatMap(nameParts)
  return [
    {
      kind,
      name: node.conname,
      columns: columns.length === 0 && column !== undefined ? [column] : columns,
      notValid: node.skip_validation === true,
      // Only these two have the choice.
      enforced: node.is_enforced === true || (kind !== 'check' && kind !== 'foreign-key'),
      usingIndex: node.indexname,
      references: kind === 'foreign-key' ? rangeName(node.pktable) : undefined,
      referencedColumns: (node.pk_attrs ?? []).flatMap(nameParts),
      onDelete: deleteAction(node.fk_del_action),
      deferrable: node.deferrable === true,
      functions: kind === 'check' ? calledFunctions(node.raw_expr) : [],
      mentions: mentionedColumns([node.raw_expr, node.exclusions]),
      provesNotNull: kind === 'check' ? notNullColumn(node.raw_expr) : undefined,
    },
  ]
}

function deleteAction(letter: string | undefined): Constraint['onDelete'] {
  switch (letter) {
    case 'c':
      return 'cascade'
    case 'n':
      return 'set-null'
    case 'd':
      return 'set-default'
    case 'r':
      return 'restrict'
    default:
      return 'no-action'
  }
}

/** Last names of the column references in a part of the tree. */
export function mentionedColumns(part: unknown): string[] {
  const columns = new Set<string>()
  walk(part, (key, value) => {
    if (key === 'ColumnRef') columns.add(lastName(value))
    if (key === 'IndexElem' && typeof value === 'object' && value !== null && 'name' in value)
      columns.add(String(value.name))
  })
  columns.delete('')
  return [...columns]
}

function lastName(columnReference: unknown): string {
  let name = ''
  walk(columnReference, (key, value) => {
    if (key === 'sval' && typeof value === 'string') name = value
  })
  return name
}

function constraintKind(type: ConstraintNode['contype']): Constraint['kind'] | undefined {
  switch (type) {
    case 'CONSTR_PRIMARY':
      return 'primary-key'
    case 'CONSTR_UNIQUE':
      return 'unique'
    case 'CONSTR_CHECK':
      return 'check'
    case 'CONSTR_FOREIGN':
      return 'foreign-key'
    case 'CONSTR_EXCLUSION':
      return 'exclusion'
    case 'CONSTR_NOTNULL':
      return 'not-null'
    default:
      return undefined
  }
}

function notNullColumn(expression: Node | undefined): string | undefined {
  if (expression === undefined || !('NullTest' in expression)) return undefined
  const test = expression.NullTest
  if (test.nulltesttype !== 'IS_NOT_NULL' || test.arg === undefined || !('ColumnRef' in test.arg))
    return undefined
  return (test.arg.ColumnRef.fields ?? []).flatMap(nameParts).at(-1)
}
