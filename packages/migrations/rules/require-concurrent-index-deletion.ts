import type { Rule } from './rule.ts'

export const requireConcurrentIndexDeletion: Rule = {
  id: 'require-concurrent-index-deletion',
  finds: 'DROP INDEX without CONCURRENTLY, which queues behind readers and stops all others',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'drop' ||
      action.what !== 'index' ||
      action.concurrently ||
      context.isNew(action.name)
    )
      return undefined
    return {
      subject: action.name,
      message: `DROP INDEX ${action.name} takes ACCESS EXCLUSIVE on its table: short, but everything queues behind it while it waits.`,
      remedy: 'Use DROP INDEX CONCURRENTLY in a migration without a transaction.',
    }
  },
}
