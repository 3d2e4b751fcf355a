import type { Rule } from './rule.ts'

export const grantToPublic: Rule = {
  id: 'grant-to-public',
  finds: 'GRANT on an old table to PUBLIC',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'grant' || action.revoke || action.tables === undefined) return undefined
    const table = action.tables.find((name) => !context.isNew(name))
    if (table === undefined || !action.grantees.includes('ROLESPEC_PUBLIC')) return undefined
    return {
      table,
      subject: action.tables.join(' '),
      message: `Every role of the server, also one that is made later, gets this access to ${action.tables.join(', ')}.`,
      remedy: 'Grant it to the roles that need it.',
    }
  },
}
