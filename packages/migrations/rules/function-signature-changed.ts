import type { KnownFunction } from '../schema/known.ts'
import type { Rule } from './rule.ts'

export const functionSignatureChanged: Rule = {
  id: 'function-signature-changed',
  finds: 'a function that takes other arguments, or gives another type, than before',
  level: 'warning',
  check: 'rules',
  once: true,
  match: (action, context) => {
    if (action.kind !== 'drop' && action.kind !== 'create-function') return undefined
    if (action.kind === 'drop' && action.what !== 'function') return undefined
    const { name } = action
    if (context.isNewFunction(name)) return undefined
    const old = context.schema.functions(name)
    const now = context.final.functions(name)
    const lost = old.find((known) => !now.some((other) => sameCall(known, other)))
    const before =
      action.kind === 'create-function'
        ? old.find((known) => known.arguments.join() === action.arguments.join())
        : undefined
    const overloads = action.kind === 'create-function' && old.length > 0 && before === undefined
    if (now.length === 0 || (lost === undefined && !overloads)) return undefined
    return {
      subject: name,
      message:
        lost === undefined
          ? `CREATE FUNCTION does not replace ${name} (${old[0]?.arguments.join(', ') ?? ''}): there are two of the name now, and calls may be ambiguous (42725).`
          : `${name} (${lost.arguments.join(', ')}) is not there afterwards: while the old version still runs, its calls fail (42883).`,
      remedy: 'Keep the old signature beside the new one until no running version calls it.',
    }
  },
}

function sameCall(a: KnownFunction, b: KnownFunction): boolean {
  return a.arguments.join() === b.arguments.join() && a.returns === b.returns
}
