import { FunctionCall, Literal } from '@actions/expressions/ast'
import { githubCapability } from '../capability.ts'
import { conditionsOf } from '../condition.ts'
import { contextPath, functionName, parseCondition, renderPath, walk } from '../expression.ts'
import type { Rule } from '../rule.ts'

const named = new Set([
  'env',
  'github.actor',
  'github.base_ref',
  'github.head_ref',
  'github.ref',
  'github.ref_name',
  'github.triggering_actor',
  'inputs',
])

/** `contains('main develop', github.ref_name)` also holds for a branch named `mai`. */
export const unsoundContains: Rule = {
  id: 'unsound-contains',
  remedy: `Search a list instead of a text: contains(fromJSON('["main", "develop"]'), github.ref_name).`,
  *audit(file) {
    for (const { owner, value } of conditionsOf(file)) {
      const parsed = parseCondition(value.text)
      if (parsed.kind === 'unparsable') continue
      for (const node of walk(parsed.tree)) {
        if (!(node instanceof FunctionCall) || functionName(node) !== 'contains') continue
        const [haystack, needle] = node.args
        if (!(haystack instanceof Literal) || needle === undefined) continue
        const path = contextPath(needle)
        if (path === undefined) continue
        const name = renderPath(path)
        const chosen =
          named.has(name) ||
          named.has(path.parts[0] ?? '') ||
          (path.parts[0] === 'github' && githubCapability(path.parts) === 'arbitrary')
        yield {
          at: value.at,
          level: chosen ? 'error' : 'note',
          message: `contains() in the condition of ${owner} also holds for any part of the text, such as one letter of it.`,
          subject: `${owner} ${name} ${value.text}`,
        }
      }
    }
  },
}
