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

/** What such a statement does is in the body of a function or block; only running it shows whether rows are written. */
export const hiddenWrites: Rule = {
  id: 'hidden-writes',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    const hides =
      action.kind === 'do' ||
      (action.kind === 'select' && (action.writes || action.calls.some((name) => !harmless.has(name)))) ||
      (action.kind === 'other' && action.node === 'CallStmt')
    if (!hides) return undefined
    return {
      subject: context.statement.sql.slice(0, 200),
      claim: 'writes',
      message: 'This statement may write to existing rows from inside a block or function.',
      remedy: 'Review what it writes, and keep a backup.',
    }
  },
}
