import { type Operation, page } from '../server/operation.ts'
import { ruleShape } from '../shapes/branch.ts'
import { rulesFor } from '../world/branches.ts'

export const reposGetBranchRules: Operation = {
  id: 'repos/get-branch-rules',
  permissions: [{ metadata: 'read' }],
  isPublic: true,
  answer(call) {
    const rules = rulesFor(call.world, call.text('branch') ?? '')
    return page(call, rules, (shown) =>
      shown.map(({ ruleset, rule }) => ruleShape(call.world, ruleset, rule)),
    )
  },
}
