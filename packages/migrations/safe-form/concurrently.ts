import { noTransaction, quoteName, type SafeForm } from './safe-form.ts'

const buildIndex = /^(create\s{1,40}(?:unique\s{1,40})?index)\b(?:\s{1,40}if\s{1,40}not\s{1,40}exists\b)?/i

/** An index that is built while others write. */
export const buildConcurrently: SafeForm = (action, { statement, inTransaction }) => {
  if (action.kind !== 'create-index' || !buildIndex.test(statement.sql)) return undefined
  const build = `${statement.sql.replace(buildIndex, '$1 CONCURRENTLY')};`
  return joined(
    inTransaction,
    action.ifNotExists && action.name !== undefined ? [dropInvalid(action.name), build] : [build],
  )
}

/** A retry that does not take what a failed build left behind for the index. */
export const buildAgain: SafeForm = (action, { statement }) => {
  const named =
    /^(create\s{1,40}(?:unique\s{1,40})?index\s{1,40}concurrently)\s{1,40}if\s{1,40}not\s{1,40}exists\b/i
  if (action.kind !== 'create-index' || action.name === undefined || !named.test(statement.sql))
    return undefined
  return [dropInvalid(action.name), `${statement.sql.replace(named, '$1')};`].join('\n')
}

export const dropConcurrently: SafeForm = (action, { statement, inTransaction }) => {
  const drop = /^(drop\s{1,40}index)\b/i
  // PostgreSQL drops one index at a time concurrently, and nothing with it.
  if (action.kind !== 'drop' || action.cascade || statement.actions.length > 1) return undefined
  return drop.test(statement.sql)
    ? joined(inTransaction, [`${statement.sql.replace(drop, '$1 CONCURRENTLY')};`])
    : undefined
}

export const reindexConcurrently: SafeForm = (_, { statement, inTransaction }) => {
  const reindex = /^(reindex\s{1,40}(?:\([^()]{0,200}\)\s{0,40})?(?:index|table|schema|database))\b/i
  return reindex.test(statement.sql)
    ? joined(inTransaction, [`${statement.sql.replace(reindex, '$1 CONCURRENTLY')};`])
    : undefined
}

export const refreshConcurrently: SafeForm = (_, { statement }) => {
  const refresh = /^(refresh\s{1,40}materialized\s{1,40}view)\b/i
  return refresh.test(statement.sql)
    ? `-- needs a unique index on the view\n${statement.sql.replace(refresh, '$1 CONCURRENTLY')};`
    : undefined
}

export const detachConcurrently: SafeForm = (action, { statement, inTransaction }) =>
  action.kind === 'detach-partition' && statement.actions.length === 1
    ? joined(inTransaction, [`${statement.sql} CONCURRENTLY;`])
    : undefined

function dropInvalid(name: string): string {
  return `DROP INDEX CONCURRENTLY IF EXISTS ${quoteName(name)};`
}

function joined(inTransaction: boolean, statements: readonly string[]): string {
  return [...(inTransaction ? [noTransaction] : []), ...statements].join('\n')
}
