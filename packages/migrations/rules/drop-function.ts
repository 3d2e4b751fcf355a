import type { Rule } from './rule.ts'

export const dropFunction: Rule = {
  id: 'drop-function',
  finds: 'DROP FUNCTION of a function that is not made again',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'function' || context.isNewFunction(action.name))
      return undefined
    if (context.final.functions(action.name).length > 0) return undefined
    return {
      subject: `${action.name} ${action.arguments?.join(' ') ?? ''}`,
      message: `While the old version still runs, its calls of ${action.name} fail, and so do triggers, views and defaults that call it.`,
      remedy: 'Drop it once no running version calls it.',
    }
  },
}
