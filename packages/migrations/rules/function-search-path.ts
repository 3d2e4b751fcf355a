import type { Rule } from './rule.ts'

export const functionSearchPath: Rule = {
  id: 'function-search-path',
  finds: 'a SECURITY DEFINER function that does not set search_path',
  level: 'warning',
  check: 'rules',
  match: (action) => {
    if (action.kind !== 'create-function' || !action.securityDefiner || action.setsSearchPath)
      return undefined
    return {
      subject: action.name,
      message: `${action.name} runs as its owner with the caller’s search_path: who can create a table or function can make it do other things.`,
      remedy: "Add SET search_path = '' and write every name with its schema.",
    }
  },
}
