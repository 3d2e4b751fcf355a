import { FunctionCall } from '@actions/expressions/ast'
import { contextPath, functionName, walk } from '../expression.ts'
import { fencedTrees } from '../fenced-trees.ts'
import type { Rule } from '../rule.ts'

/** The runner masks a secret as a whole; a part that fromJSON takes out of it is printed in clear. */
export const unredactedSecrets: Rule = {
  id: 'unredacted-secrets',
  remedy: 'Keep each value as a secret of its own, or mask the part with ::add-mask:: before it is used.',
  *audit(file) {
    for (const { tree, source, at, path } of fencedTrees(file)) {
      for (const node of walk(tree)) {
        if (!(node instanceof FunctionCall) || functionName(node) !== 'fromjson') continue
        const [argument] = node.args
        if (argument === undefined || contextPath(argument)?.parts[0] !== 'secrets') continue
        yield {
          at,
          level: 'warning',
          message: 'The parts of a structured secret are not masked in logs.',
          subject: `${path.join('.')} ${source}`,
        }
      }
    }
  },
}
