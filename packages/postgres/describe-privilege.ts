import type { Node } from 'libpg-query'
import type { Action } from './action.ts'
import { nameParts, rangeName, relationName } from './names.ts'

/** GRANT, REVOKE and publications: who may read what, and what leaves the database. */
export function describePrivilege(node: Node): Action | undefined {
  if ('GrantStmt' in node) {
    const { is_grant, targtype, objtype, objects, grantees } = node.GrantStmt
    const ofTables = targtype === 'ACL_TARGET_OBJECT' && objtype === 'OBJECT_TABLE'
    return {
      kind: 'grant',
      revoke: is_grant !== true,
      tables: ofTables ? (objects ?? []).map((object) => relationName(nameParts(object))) : undefined,
      grantees: (grantees ?? []).map((role) =>
        'RoleSpec' in role ? (role.RoleSpec.rolename ?? role.RoleSpec.roletype ?? '') : '',
      ),
    }
  }
  if ('CreatePublicationStmt' in node) {
    const { pubname, for_all_tables, pubobjects } = node.CreatePublicationStmt
    return publication('create', pubname, for_all_tables === true || namesSchema(pubobjects), pubobjects)
  }
  if ('AlterPublicationStmt' in node) {
    const { pubname, pubobjects, action } = node.AlterPublicationStmt
    const change = action === 'AP_DropObjects' ? 'drop' : action === 'AP_SetObjects' ? 'set' : 'add'
    return publication(change, pubname, namesSchema(pubobjects), pubobjects)
  }
  return undefined
}

function publication(
  change: Extract<Action, { kind: 'publication' }>['change'],
  name: string | undefined,
  allTables: boolean,
  objects: readonly Node[] | undefined,
): Action {
  return {
    kind: 'publication',
    name: name ?? '',
    change,
    allTables,
    tables: (objects ?? []).flatMap((object) =>
      'PublicationObjSpec' in object && object.PublicationObjSpec.pubtable
        ? [rangeName(object.PublicationObjSpec.pubtable.relation)]
        : [],
    ),
  }
}

/** FOR TABLES IN SCHEMA takes new tables in by itself, as FOR ALL TABLES does. */
function namesSchema(objects: readonly Node[] | undefined): boolean {
  return (objects ?? []).some(
    (object) =>
      'PublicationObjSpec' in object && object.PublicationObjSpec.pubobjtype !== 'PUBLICATIONOBJ_TABLE',
  )
}
