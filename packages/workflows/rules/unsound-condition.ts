import { conditionsOf } from '../condition.ts'
import { findFenced } from '../expression.ts'
import type { Rule } from '../rule.ts'

/** Text around `${{ }}`, even one line break, makes the condition a non-empty string, which is always true. */
export const unsoundCondition: Rule = {
  id: 'unsound-condition',
  remedy: 'Leave out ${{ }} in the condition, or use |- or >- so that no line break follows it.',
  *audit(file) {
    for (const { owner, value } of conditionsOf(file)) {
      const fence = findFenced(value.text).found[0]
      if (fence === undefined || fence.end - fence.start === value.text.length) continue
      yield {
        at: value.at,
        level: 'error',
        message: `The condition of ${owner} is always true: there is text around its expression.`,
        subject: `${owner} ${value.text}`,
      }
    }
  },
}
