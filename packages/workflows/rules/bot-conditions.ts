import { Binary, Literal, Unary } from '@actions/expressions/ast'
import { conditionsOf } from '../condition.ts'
import { contextPath, parseCondition, renderPath, walk } from '../expression.ts'
import type { Rule } from '../rule.ts'

const actors = new Set([
  'github.actor',
  'github.triggering_actor',
  'github.event.pull_request.sender.login',
  'github.event.sender.login',
  'github.actor_id',
  'github.event.pull_request.sender.id',
  'github.event.sender.id',
])
/** dependabot, dependabot-preview, github-actions, renovate: ids of well-known bots. */
const botIds = new Set(['49699333', '27856297', '41898282', '29139614'])

/** The actor is whoever caused the last event, which need not be the author of the commits. */
export const botConditions: Rule = {
  id: 'bot-conditions',
  remedy: "Ask for the author instead: github.event.pull_request.user.login == 'dependabot[bot]'.",
  *audit(file) {
    if (file.kind !== 'workflow') return
    for (const { owner, value } of conditionsOf(file)) {
      const parsed = parseCondition(value.text)
      if (parsed.kind === 'unparsable') continue
      for (const node of walk(parsed.tree)) {
        // `!=` only keeps a bot out; pretending to be one gains nothing there.
        if (!(node instanceof Binary) || node.operator.lexeme !== '==') continue
        const sides = [node.left, node.right]
        const path = sides
          .map(contextPath)
          .find((found) => found !== undefined && actors.has(renderPath(found)))
        const bot = sides.some((side) => side instanceof Literal && isBot(side.literal.coerceString()))
        if (path === undefined || !bot || parsed.tree instanceof Unary) continue
        yield {
          at: value.at,
          level: 'error',
          message: `${renderPath(path)} in the condition of ${owner} is whoever acted last, not who wrote the change.`,
          subject: `${owner} ${value.text}`,
        }
        break
      }
    }
  },
}

function isBot(text: string): boolean {
  return text.toLowerCase().endsWith('[bot]') || botIds.has(text)
}
