import type { Rule } from './rule.ts'

export const domainConstraint: Rule = {
  id: 'domain-constraint',
  finds: 'a constraint for a domain, which reads every table that uses it',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'alter-domain' ||
      action.change === 'other' ||
      action.notValid ||
      context.isNew(action.domain)
    )
      return undefined
    return {
      subject: action.domain,
      message: `This takes SHARE on every table that uses the domain ${action.domain}, which blocks writes, while it reads every row.`,
      remedy: 'Add the constraint NOT VALID and validate it in a later migration.',
    }
  },
}
