import { type Action, longIdentifiers } from '@operator/postgres'
import { gatherFacts } from './rule-facts.ts'
import { rules } from './rules/index.ts'
import type { RuleContext } from './rules/rule.ts'
import type { ParsedScript, ParsedStatement } from './script.ts'
import type { StaticMatch } from './snapshot.ts'
import type { Section } from './tools/tool.ts'

export interface RuleInput {
  readonly tool: string
  readonly scope: 'script' | 'set'
  readonly major: number
  readonly lockTimeoutAdvice: boolean
  readonly base: readonly ParsedScript[]
  readonly change: readonly { readonly section: Section; readonly parsed: ParsedScript }[]
}

/** Runs every rule over every action of the change. */
export async function applyRules(input: RuleInput): Promise<StaticMatch[]> {
  const facts = gatherFacts()
  for (const { statements } of input.base)
    for (const { actions, sql } of statements) for (const action of actions) facts.learn(action, false, sql)
  const matches: StaticMatch[] = []
  let earlier: ParsedStatement[] = []
  for (const { section, parsed } of input.change) {
    const transaction = input.scope === 'set' ? 'script' : parsed.script.transaction
    let open = transaction !== 'none'
    if (input.scope === 'script') earlier = []
    for (const [index, statement] of parsed.statements.entries()) {
      const context: RuleContext = {
        major: input.major,
        tool: input.tool,
        statement,
        inTransaction: open,
        transaction,
        earlier,
        later: parsed.statements.slice(index + 1),
        isNew: facts.isNew,
        isNewColumn: facts.isNewColumn,
        provenNotNull: facts.provenNotNull,
        mayWrite: facts.mayWrite,
        longIdentifiers: await longIdentifiers(statement.sql),
        lockTimeoutAdvice: input.lockTimeoutAdvice,
      }
      for (const action of statement.actions)
        matches.push(...matchRules(action, context, section.path, index))
      for (const action of statement.actions) facts.learn(action, true, statement.sql)
      earlier.push(statement)
      const [first] = statement.actions
      if (first?.kind === 'transaction' && first.command !== 'other') {
        open = first.command === 'begin' || transaction === 'query'
        earlier = []
      }
    }
  }
  return matches
}

function matchRules(action: Action, context: RuleContext, path: string, statement: number): StaticMatch[] {
  return rules.flatMap((rule) => {
    const match = rule.match(action, context)
    if (match === undefined) return []
    const { line, endLine } = context.statement
    const { level = rule.level, ...rest } = match
    return [{ ruleId: rule.id, check: rule.check, level, path, line, endLine, statement, ...rest }]
  })
}
