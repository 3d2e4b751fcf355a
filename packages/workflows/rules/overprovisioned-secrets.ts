import { ContextAccess, FunctionCall, IndexAccess, Literal } from '@actions/expressions/ast'
import { functionName, walk } from '../expression.ts'
import { fencedTrees } from '../fenced-trees.ts'
import type { Rule } from '../rule.ts'

/** `toJSON(secrets)` and `secrets[name]` send the job every secret, since GitHub cannot tell which it needs. */
export const overprovisionedSecrets: Rule = {
  id: 'overprovisioned-secrets',
  remedy: 'Name each secret: secrets.NAME.',
  *audit(file) {
    for (const { tree, source, at, path } of fencedTrees(file)) {
      for (const node of walk(tree)) {
        const all = node instanceof FunctionCall && functionName(node) === 'tojson' && isSecrets(node.args[0])
        const computed =
          node instanceof IndexAccess && isSecrets(node.expr) && !(node.index instanceof Literal)
        if (!all && !computed) continue
        yield {
          at,
          level: 'warning',
          message: all
            ? 'toJSON(secrets) hands over every secret.'
            : 'A secret chosen at run time makes every secret available to the job.',
          subject: `${path.join('.')} ${source}`,
        }
      }
    }
  },
}

function isSecrets(node: unknown): boolean {
  return node instanceof ContextAccess && node.name.lexeme.toLowerCase() === 'secrets'
}
