import { laterRelease, quoteName, type SafeForm } from './safe-form.ts'

/** A view that answers under the old name until nobody asks for it. */
export const leaveView: SafeForm = (action, { statement }) => {
  if (action.kind !== 'rename' || action.what !== 'table') return undefined
  const schema = action.on.split('.').slice(0, -1)
  const renamed = quoteName([...schema, action.to.split('.').at(-1) ?? action.to].join('.'))
  const old = quoteName(action.on)
  return [
    `${statement.sql};`,
    `CREATE VIEW ${old} AS SELECT * FROM ${renamed};`,
    laterRelease,
    `DROP VIEW ${old};`,
  ].join('\n')
}

/** Gives up instead of stopping everybody who comes after it. */
export const withLockTimeout: SafeForm = (_, { statement, inTransaction }) =>
  [`SET ${inTransaction ? 'LOCAL ' : ''}lock_timeout = '5s';`, `${statement.sql};`].join('\n')
