import type { DropStmt, Node, RenameStmt } from 'libpg-query'
import type { Action, ObjectClass } from './action.ts'
import { nameParts, qualifiedName, rangeName, relationName } from './names.ts'

/** One action for each object that is dropped. */
export function describeDrop(statement: DropStmt): Action[] {
  const what = objectClass(statement.removeType)
  const options = {
    cascade: statement.behavior === 'DROP_CASCADE',
    concurrently: statement.concurrent === true,
    ifExists: statement.missing_ok === true,
  }
  return (statement.objects ?? []).map((object) => {
    const parts = nameParts(object)
    if (what !== 'trigger' && what !== 'policy')
      return { ...drop(what, relationName(parts), options), arguments: argumentTypes(object) }
    return { ...drop(what, parts.at(-1) ?? '', options), table: relationName(parts.slice(0, -1)) }
  })
}

/** A drop with the options that it has. */
export function drop(
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
    arguments: undefined,
  }
}

function argumentTypes(object: Node): string[] | undefined {
  if (!('ObjectWithArgs' in object) || object.ObjectWithArgs.args_unspecified === true) return undefined
  return (object.ObjectWithArgs.objargs ?? []).map((type) =>
    'TypeName' in type ? qualifiedName(type.TypeName.names) : '',
  )
}

export function describeRename(statement: RenameStmt): Action {
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

/** PostgreSQL's object types as rules tell them apart. */
export function objectClass(type: DropStmt['removeType']): ObjectClass {
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
