import { FunctionCall } from '@actions/expressions/ast'
import {
  contextPath,
  findFenced,
  functionName,
  parseCondition,
  parseExpression,
  walk,
} from '../expression.ts'
import type { Job } from '../file.ts'
import type { Rule } from '../rule.ts'
import { at, entriesOf, scalar, scalarsIn } from '../value.ts'

/** `if: always()` on a job that deploys makes its `needs` decoration: it runs after a failed test all the same. */
export const alwaysGuard: Rule = {
  id: 'always-guard',
  remedy: "Ask for the results: if: ${{ !cancelled() && needs.test.result == 'success' }}.",
  *audit(file) {
    if (file.kind !== 'workflow') return
    for (const job of file.jobs) {
      const condition = scalar(job.body, 'if')
      if (condition === undefined || at(job.body, 'needs') === undefined || !hasPower(job)) continue
      const parsed = parseCondition(condition.text)
      if (parsed.kind === 'unparsable') continue
      const nodes = [...walk(parsed.tree)]
      const overrides = nodes.some(
        (node) => node instanceof FunctionCall && ['always', 'cancelled'].includes(functionName(node)),
      )
      const asks = nodes.some(
        (node) =>
          contextPath(node)?.parts[0] === 'needs' ||
          (node instanceof FunctionCall && ['success', 'failure'].includes(functionName(node))),
      )
      if (!overrides || asks || readsResults(job)) continue
      yield {
        at: condition.at,
        level: 'warning',
        message: `${job.id} runs whatever became of the jobs it needs.`,
        subject: `${job.id} ${condition.text}`,
      }
    }
  },
}

/** A step that reads what became of the needed jobs decides by it. */
function readsResults(job: Job): boolean {
  return [...scalarsIn(at(job.body, 'steps'))].some(({ scalar: { text } }) =>
    findFenced(text).found.some((fence) => {
      const parsed = parseExpression(fence.source)
      return (
        parsed.kind === 'expression' &&
        [...walk(parsed.tree)].some((node) => contextPath(node)?.parts[0] === 'needs')
      )
    }),
  )
}

/** Deploys, writes or holds secrets. */
function hasPower(job: Job): boolean {
  if (at(job.body, 'environment') !== undefined) return true
  if (
    entriesOf(at(job.body, 'permissions')).some(
      ({ value }) => value.kind === 'scalar' && value.text === 'write',
    )
  )
    return true
  return [...scalarsIn(job.body)].some(({ scalar: { text } }) => /\bsecrets\.(?!GITHUB_TOKEN\b)/i.test(text))
}
