import type { Node } from 'libpg-query'
import type { Action } from './action.ts'
import { describeAlterTable } from './alter-table.ts'
import { calledFunctions } from './column.ts'
import { describeCreation } from './describe-creation.ts'
import { describeData } from './describe-data.ts'
import { describeDrop, describeRename, drop } from './describe-drop.ts'
import { describePrivilege } from './describe-privilege.ts'
import { constantOf } from './options.ts'

/** What a statement does. A kind of statement that no rule needs is `other`, never nothing. */
export function describeStatement(node: Node): Action[] {
  if ('AlterTableStmt' in node) return describeAlterTable(node.AlterTableStmt)
  if ('DropStmt' in node) return describeDrop(node.DropStmt)
  if ('RenameStmt' in node) return [describeRename(node.RenameStmt)]
  return [
    describeCreation(node) ??
      describePrivilege(node) ??
      describeData(node) ??
      describeSession(node) ?? { kind: 'other', node: nodeName(node) },
  ]
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
      value: constantOf(node.VariableSetStmt.args?.[0]),
    }
  }
  if ('DoStmt' in node) return { kind: 'do' }
  if ('CallStmt' in node)
    return { kind: 'call', calls: calledFunctions({ FuncCall: node.CallStmt.funccall }) }
  if ('DropdbStmt' in node)
    return drop('database', node.DropdbStmt.dbname ?? '', { ifExists: node.DropdbStmt.missing_ok === true })
  return undefined
}

function nodeName(node: Node): string {
  return Object.keys(node)[0] ?? 'unknown'
}
