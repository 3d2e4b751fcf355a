import { withoutComments } from '../may-write.ts'
import type { Rule } from './rule.ts'

/** `setval('name', 42` and `alter sequence name … restart with 42`. */
const fixed =
  /\bsetval\s*\(\s*'(?<called>[^']{1,200})'(?:::\w{1,20})?\s*,\s*\d+\s*[,)]|\balter\s+sequence\s+(?:if\s+exists\s+)?(?<altered>[\w."]{1,200})\s[^;]{0,200}?\brestart\b/i

export const sequenceSetToNumber: Rule = {
  id: 'sequence-set-to-number',
  finds: 'setval or RESTART with a number that is written down',
  level: 'warning',
  check: 'rules',
  match: (_, context) => {
    const { called, altered } = fixed.exec(withoutComments(context.statement.sql))?.groups ?? {}
    const name = (called ?? altered)?.replaceAll('"', '').replace(/^public\./, '')
    if (name === undefined || context.isNew(name)) return undefined
    return {
      subject: name,
      message: `${name} goes on from a number that is written down, and no rollback sets it back: numbers that are taken in production are given again (23505).`,
      remedy: 'Compute the number from the rows: setval(…, (SELECT max(id) FROM …)).',
    }
  },
}
