import { type Action, longIdentifiers } from '@operator/postgres'
import { gatherFacts } from './rule-facts.ts'
import { rules } from './rules/index.ts'
import type { Rule, RuleContext } from './rules/rule.ts'
import { safeForms } from './safe-form/index.ts'
import type { KnownSchema } from './schema/known.ts'
import { learnSchema } from './schema/learn.ts'
import type { ParsedScript } from './script.ts'
import type { StaticMatch } from './snapshot.ts'
import type { Section } from './tools/tool.ts'
import { beginTransaction } from './transaction-facts.ts'

export interface RuleInput {
  readonly tool: string
  readonly scope: 'script' | 'set'
  readonly major: number
  readonly lockTimeoutAdvice: boolean
  /** Whether rules of taste run too. */
  readonly style: boolean
  readonly base: readonly ParsedScript[]
  readonly change: readonly { readonly section: Section; readonly parsed: ParsedScript }[]
}

/** Runs every rule over every action of the change. */
export async function applyRules(input: RuleInput): Promise<StaticMatch[]> {
  const facts = gatherFacts()
  const schema = learnSchema()
  for (const { statements } of input.base)
    for (const { actions, sql } of statements)
      for (const action of actions) {
        facts.learn(action, false, sql)
        schema.learn(action, sql)
      }
  const final = learnFinal(input)
  const active = rules.filter(({ style }) => input.style || style !== true)
  const told = new Set<string>()
  const matches: StaticMatch[] = []
  let earlier = beginTransaction()
  for (const { section, parsed } of input.change) {
    const transaction = input.scope === 'set' ? 'script' : parsed.script.transaction
    let open = transaction !== 'none'
    if (input.scope === 'script') earlier = beginTransaction()
    for (const [index, statement] of parsed.statements.entries()) {
      const context: RuleContext = {
        major: input.major,
        tool: input.tool,
        statement,
        inTransaction: open,
        transaction,
        earlier,
        file: parsed.statements,
        position: index,
        schema,
        final,
        isNew: facts.isNew,
        isNewColumn: facts.isNewColumn,
        isNewConstraint: facts.isNewConstraint,
        isNewFunction: facts.isNewFunction,
        isIndexed: facts.isIndexed,
        provenNotNull: facts.provenNotNull,
        mayWrite: facts.mayWrite,
        mayDelete: facts.mayDelete,
        longIdentifiers: await longIdentifiers(statement.sql),
        lockTimeoutAdvice: input.lockTimeoutAdvice,
      }
      for (const action of statement.actions)
        matches.push(...matchRules(active, action, context, section.path, index, told))
      for (const action of statement.actions) {
        earlier.learn(action, facts.isNew)
        facts.learn(action, true, statement.sql)
        schema.learn(action, statement.sql)
      }
      const [first] = statement.actions
      if (first?.kind === 'transaction' && first.command !== 'other') {
        open = first.command === 'begin' || transaction === 'query'
        earlier = beginTransaction()
      }
    }
  }
  return matches
}

/** The schema after base and change: what a rule asks about the future. */
function learnFinal({ base, change }: RuleInput): KnownSchema {
  const schema = learnSchema()
  for (const { statements } of [...base, ...change.map(({ parsed }) => parsed)])
    for (const { actions, sql } of statements) for (const action of actions) schema.learn(action, sql)
  return schema
}

function matchRules(
  active: readonly Rule[],
  action: Action,
  context: RuleContext,
  path: string,
  statement: number,
  told: Set<string>,
): StaticMatch[] {
  const matches: StaticMatch[] = []
  const { line, endLine } = context.statement
  for (const rule of active) {
    const match = rule.match(action, context)
    if (match === undefined) continue
    const key = `${rule.id} ${match.subject}`
    if (rule.once && told.has(key)) continue
    told.add(key)
    const { id: ruleId, check } = rule
    const { level = rule.level, ...rest } = match
    const safe = safeForms[rule.id]?.(action, context)
    const growsWithTable = rule.growsWithTable && { growsWithTable: true as const }
    matches.push({
      ruleId,
      check,
      level,
      path,
      line,
      endLine,
      statement,
      ...growsWithTable,
      ...(safe !== undefined && { safe }),
      ...rest,
    })
  }
  return matches
}
