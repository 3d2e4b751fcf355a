import type { Rule } from './rule.ts'

/** PostgreSQL's own functions that migrations call and that write to no table. */
const harmless: ReadonlySet<string> = new Set([
  'setval',
  'nextval',
  'currval',
  'max',
  'min',
  'count',
  'coalesce',
  'now',
  'set_config',
  'current_setting',
  'pg_get_serial_sequence',
  'pg_advisory_lock',
  'pg_advisory_xact_lock',
  'pg_advisory_unlock',
  'pg_notify',
  'pg_sleep',
])

/**
 * What such a statement does is in the body of a function or block. Running it shows whether rows are written; where the words
 * of the body could write too, only with these rows.
 */
export const hiddenWrites: Rule = {
  id: 'hidden-writes',
  finds: 'DO blocks and calls of functions that may write to rows',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    const hides =
      action.kind === 'do' ||
      action.kind === 'call' ||
      (action.kind === 'select' && (action.writes || action.calls.some((name) => !harmless.has(name))))
    if (!hides) return undefined
    const { sql } = context.statement
    const calls = action.kind === 'do' ? [] : action.calls
    return {
      subject: sql.slice(0, 200),
      claim: context.mayWrite(sql, calls) ? 'may-write' : 'writes',
      message: 'This statement may write to existing rows from inside a block or function.',
      remedy: 'Review what it writes, and keep a backup.',
    }
  },
}
