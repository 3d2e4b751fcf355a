import { z } from 'zod'
import { gatherFacts } from '../rule-facts.ts'
import type { ParsedScript } from '../script.ts'
import { type Effect, effect, expectedEffects } from './expected-effect.ts'
import { shortenStatement } from './shorten-statement.ts'

/** One statement of a new migration, short enough to be told. */
export const toldStatement = z
  .object({
    path: z.string(),
    line: z.number().int().positive(),
    endLine: z.number().int().positive(),
    /** Which statement of its script, from 0. */
    statement: z.number().int(),
    text: z.string(),
    /** Statements of one number run in one transaction, which keeps its locks to its end. */
    transaction: z.number().int(),
    /** What the version tables say, for where nothing was measured. */
    expected: z.array(effect).readonly(),
  })
  .readonly()
export type ToldStatement = z.infer<typeof toldStatement>

/** More are counted: a comment could not show them. */
const most = 5_000

export function tellStatements(
  base: readonly ParsedScript[],
  change: readonly ParsedScript[],
  { major, scope }: { readonly major: number; readonly scope: 'script' | 'set' },
): ToldStatement[] {
  const facts = gatherFacts()
  for (const { statements } of base)
    for (const { actions, sql } of statements) for (const action of actions) facts.learn(action, false, sql)
  const told: ToldStatement[] = []
  let transaction = 0
  for (const { script, statements } of change) {
    const sent = scope === 'set' ? 'script' : script.transaction
    let open = sent !== 'none'
    if (scope === 'script') transaction += 1
    for (const [index, { actions, sql, line, endLine }] of statements.entries()) {
      const expected = strongest(actions.flatMap((action) => expectedEffects(action, major, facts.isNew)))
      for (const action of actions) facts.learn(action, true, sql)
      if (told.length < most)
        told.push({
          path: script.path,
          line,
          endLine,
          statement: index,
          text: shortenStatement(sql),
          transaction,
          expected,
        })
      const [first] = actions
      if (first?.kind === 'transaction' && first.command !== 'other') {
        open = first.command === 'begin' || sent === 'query'
        transaction += 1
      } else if (!open) transaction += 1
    }
  }
  return told
}

/** Each effect once. */
function strongest(effects: readonly Effect[]): Effect[] {
  return [...new Map(effects.map((one) => [JSON.stringify(one), one])).values()]
}
