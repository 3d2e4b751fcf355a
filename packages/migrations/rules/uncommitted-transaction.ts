import type { Rule } from './rule.ts'

export const uncommittedTransaction: Rule = {
  id: 'uncommitted-transaction',
  finds: 'BEGIN without COMMIT',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'transaction' || action.command !== 'begin' || context.transaction !== 'none')
      return undefined
    const ends = context.file
      .slice(context.position + 1)
      .some(({ actions }) =>
        actions.some(
          (other) =>
            other.kind === 'transaction' && (other.command === 'commit' || other.command === 'rollback'),
        ),
      )
    if (ends) return undefined
    return {
      subject: 'begin',
      message: 'Nothing ends this transaction: when the connection closes, all of it is rolled back.',
      remedy: 'Add COMMIT, or leave BEGIN out.',
    }
  },
}
