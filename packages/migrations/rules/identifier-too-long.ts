import type { Rule } from './rule.ts'

export const identifierTooLong: Rule = {
  id: 'identifier-too-long',
  finds: 'a name of more than 63 bytes, which PostgreSQL cuts',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const [name] = action === context.statement.actions[0] ? context.longIdentifiers : []
    if (name === undefined) return undefined
    return {
      subject: name,
      message: `PostgreSQL cuts ${name} to 63 bytes, silently.`,
      remedy: 'Choose a shorter name.',
    }
  },
}
