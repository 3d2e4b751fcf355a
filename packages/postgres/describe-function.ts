import type { CreateFunctionStmt } from 'libpg-query'
import type { Action } from './action.ts'
import { qualifiedName } from './names.ts'
import { constantOf } from './options.ts'

export function describeFunction(statement: CreateFunctionStmt): Action {
  const options = (statement.options ?? []).flatMap((option) => ('DefElem' in option ? [option.DefElem] : []))
  const parameters = (statement.parameters ?? []).flatMap((part) =>
    'FunctionParameter' in part ? [part.FunctionParameter] : [],
  )
  return {
    kind: 'create-function',
    name: qualifiedName(statement.funcname),
    replace: statement.replace === true,
    arguments: parameters
      .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
      .map(({ argType }) => qualifiedName(argType?.names)),
    returns: qualifiedName(statement.returnType?.names),
    securityDefiner: options.some(
      ({ defname, arg }) =>
        defname === 'security' && (arg && 'Boolean' in arg ? arg.Boolean.boolval : constantOf(arg)) === true,
    ),
    setsSearchPath: options.some(
      ({ defname, arg }) =>
        defname === 'set' && arg && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path',
    ),
  }
}
