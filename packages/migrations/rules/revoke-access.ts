import type { Rule } from './rule.ts'

export const revokeAccess: Rule = {
  id: 'revoke-access',
  finds: 'REVOKE on an old table',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'grant' || !action.revoke || action.tables === undefined) return undefined
    const tables = action.tables.filter((name) => !context.isNew(name))
    if (tables.length === 0) return undefined
    const who = action.grantees.map((name) => (name === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : name)).join(', ')
    return {
      ...(tables[0] !== undefined && { table: tables[0] }),
      subject: `${tables.join(' ')} ${who}`,
      message: `${who} loses access to ${tables.join(', ')} at once: if the old version connects so, its queries fail (42501).`,
      remedy: 'Revoke it once no running version needs it.',
    }
  },
}
