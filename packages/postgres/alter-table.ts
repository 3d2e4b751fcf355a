import type { AlterTableCmd, AlterTableStmt, Node } from 'libpg-query'
import type { Action } from './action.ts'
import { describeColumn, describeConstraint, typeModifiers } from './column.ts'
import { nameParts, qualifiedName, rangeName } from './names.ts'
import { optionsOf, turnsAutovacuumOff } from './options.ts'

/** The actions of ALTER TABLE (also of ALTER INDEX, VIEW and SEQUENCE, which share its grammar). */
export function describeAlterTable(statement: AlterTableStmt): Action[] {
  const table = rangeName(statement.relation)
  if (statement.objtype !== 'OBJECT_TABLE' && statement.objtype !== 'OBJECT_FOREIGN_TABLE') {
    return [{ kind: 'other', node: 'AlterTableStmt' }]
  }
  return (statement.cmds ?? []).flatMap((node) =>
    'AlterTableCmd' in node ? describeCommand(table, node.AlterTableCmd) : [],
  )
}

function describeCommand(table: string, command: AlterTableCmd): Action[] {
  const column = command.name ?? ''
  const cascade = command.behavior === 'DROP_CASCADE'
  const ifExists = command.missing_ok === true
  const def = command.def
  switch (command.subtype) {
    case 'AT_AddColumn':
      return def && 'ColumnDef' in def
        ? [
            {
              kind: 'add-column',
              table,
              column: describeColumn(def.ColumnDef),
              ifNotExists: command.missing_ok === true,
            },
          ]
        : []
    case 'AT_DropColumn':
      return [{ kind: 'drop-column', table, column, cascade, ifExists }]
    case 'AT_AlterColumnType': {
      if (def === undefined || !('ColumnDef' in def)) return []
      const type = def.ColumnDef.typeName
      return [
        {
          kind: 'alter-column-type',
          table,
          column,
          type: qualifiedName(type?.names),
          typeModifiers: typeModifiers(type),
          array: (type?.arrayBounds ?? []).length > 0,
          collation: def.ColumnDef.collClause && qualifiedName(def.ColumnDef.collClause.collname),
          using: describeUsing(column, def.ColumnDef.raw_default),
        },
      ]
    }
    case 'AT_SetNotNull':
      return [{ kind: 'alter-column', table, column, change: 'set-not-null' }]
    case 'AT_DropNotNull':
      return [{ kind: 'alter-column', table, column, change: 'drop-not-null' }]
    case 'AT_ColumnDefault':
      return [{ kind: 'alter-column', table, column, change: def ? 'set-default' : 'drop-default' }]
    case 'AT_SetExpression':
      return [{ kind: 'alter-column', table, column, change: 'set-expression' }]
    case 'AT_AddIdentity':
      return [{ kind: 'alter-column', table, column, change: 'add-identity' }]
    case 'AT_AddConstraint':
      return def && 'Constraint' in def
        ? describeConstraint(def.Constraint).map((constraint) => ({
            kind: 'add-constraint',
            table,
            constraint,
          }))
        : []
    case 'AT_ValidateConstraint':
      return [{ kind: 'validate-constraint', table, name: column }]
    case 'AT_DropConstraint':
      return [{ kind: 'drop-constraint', table, name: column, cascade, ifExists }]
    case 'AT_AttachPartition':
    case 'AT_DetachPartition': {
      if (def === undefined || !('PartitionCmd' in def)) return []
      const partition = rangeName(def.PartitionCmd.name)
      return command.subtype === 'AT_AttachPartition'
        ? [
            {
              kind: 'attach-partition',
              table,
              partition,
              isDefault: def.PartitionCmd.bound?.is_default === true,
            },
          ]
        : [{ kind: 'detach-partition', table, partition, concurrently: def.PartitionCmd.concurrent === true }]
    }
    case 'AT_EnableRowSecurity':
      return [{ kind: 'row-security', table, change: 'enable' }]
    case 'AT_DisableRowSecurity':
      return [{ kind: 'row-security', table, change: 'disable' }]
    case 'AT_ForceRowSecurity':
      return [{ kind: 'row-security', table, change: 'force' }]
    case 'AT_NoForceRowSecurity':
      return [{ kind: 'row-security', table, change: 'no-force' }]
    case 'AT_SetLogged':
      return [{ kind: 'alter-table', table, change: 'set-logged' }]
    case 'AT_SetUnLogged':
      return [{ kind: 'alter-table', table, change: 'set-unlogged' }]
    case 'AT_SetTableSpace':
      return [{ kind: 'alter-table', table, change: 'set-tablespace' }]
    case 'AT_SetAccessMethod':
      return [{ kind: 'alter-table', table, change: 'set-access-method' }]
    case 'AT_DisableTrig':
    case 'AT_DisableTrigAll':
    case 'AT_DisableTrigUser':
      return [{ kind: 'alter-table', table, change: 'disable-trigger' }]
    case 'AT_EnableTrig':
    case 'AT_EnableTrigAll':
    case 'AT_EnableTrigUser':
      return [{ kind: 'alter-table', table, change: 'enable-trigger' }]
    case 'AT_ChangeOwner':
      return [{ kind: 'alter-table', table, change: 'owner' }]
    case 'AT_ReplicaIdentity':
      return [{ kind: 'alter-table', table, change: 'replica-identity' }]
    case 'AT_SetRelOptions':
      return [
        {
          kind: 'alter-table',
          table,
          change: turnsAutovacuumOff(optionsOf(def)) ? 'autovacuum-off' : 'set-options',
        },
      ]
    case 'AT_ResetRelOptions':
    case 'AT_SetStatistics':
    case 'AT_ClusterOn':
      return [{ kind: 'alter-table', table, change: 'set-options' }]
    default:
      return [{ kind: 'alter-table', table, change: 'other' }]
  }
}

function describeUsing(
  column: string,
  expression: Node | undefined,
): Extract<Action, { kind: 'alter-column-type' }>['using'] {
  if (expression === undefined) return 'none'
  const inner = 'TypeCast' in expression ? expression.TypeCast.arg : expression
  const isColumn =
    inner !== undefined &&
    'ColumnRef' in inner &&
    (inner.ColumnRef.fields ?? []).flatMap(nameParts).at(-1) === column
  return isColumn ? 'cast' : 'expression'
}
