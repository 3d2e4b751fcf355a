import type { Rule } from './rule.ts'

export const dropExtension: Rule = {
  id: 'drop-extension',
  finds: 'DROP EXTENSION, with all its types, functions and operators',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'extension' || context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `With the extension ${action.name} go its types, functions and operators${action.cascade ? ', and with CASCADE every column, index and default that uses them' : ''}.`,
      remedy: 'Search columns, indexes and functions for what it defines, and drop it once nothing uses it.',
    }
  },
}
