import { isPinned, type WeaknessRule } from './rule.ts'

/** https://docs.github.com/rest/repos/rules: without `integration_id` any source satisfies the rule. */
export const notPinned: WeaknessRule = ({ required }) => {
  if (isPinned(required)) return undefined
  return {
    code: 'not-pinned',
    message:
      'Anybody who can push a branch: it is demanded by name only, so any app, any workflow and any token with statuses: write can report it green.',
    remedy:
      required.demandedBy === 'policy'
        ? 'Name its app and workflow under precheck.required-checks.'
        : `Choose the app that reports it in the ${required.demandedBy}, instead of “any source”.`,
  }
}
