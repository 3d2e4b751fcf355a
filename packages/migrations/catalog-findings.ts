import type { CatalogDifference } from '@operator/rehearsal'
import type { Finding } from '@operator/report'
import { introduce } from './introduce.ts'

/** What is not as it was after the rollback, or not as it was the first time after the second. A new order of columns is information. */
export function describeDifferences(
  list: readonly CatalogDifference[],
  path: string,
  ruleId: 'rollback-differs' | 'reapply-differs',
): Finding[] {
  return list.map((difference) =>
    introduce({
      ruleId,
      level:
        difference.change === 'renamed' ||
        difference.change === 'column-order' ||
        ruleId === 'reapply-differs'
          ? 'note'
          : 'error',
      path,
      subject: `${difference.change} ${difference.object} ${difference.name}`,
      proof: 'proven',
      message: sentence(difference),
      remedy:
        ruleId === 'reapply-differs' ? 'Apply the change twice on a copy and compare.' : remedy(difference),
    }),
  )
}

function remedy({ change, object, name }: CatalogDifference): string {
  const what = `${object} ${name}`
  switch (change) {
    case 'missing':
      return `Make ${what} again in the down migration.`
    case 'extra':
      return `Drop ${what} in the down migration.`
    case 'changed':
      return `Set ${what} back in the down migration.`
    case 'renamed':
      return 'Give it its old name if something refers to the name.'
    case 'column-order':
      return 'Nothing to do, unless code reads columns by their position.'
  }
}

function sentence({ change, object, name, before = '', after = '' }: CatalogDifference): string {
  const what = `${object} ${name}`
  switch (change) {
    case 'missing':
      return `${what} is gone.`
    case 'extra':
      return `${what} is left behind.`
    case 'changed': {
      const [old, now] = narrow(before, after)
      if (old === '') return `${what} has "${now}", which it had not before.`
      return now === '' ? `${what} has lost "${old}".` : `${what} was "${old}" and is "${now}".`
    }
    case 'renamed':
      return `${what} now has the name ${after}.`
    case 'column-order':
      return `${what} has its columns in another order: ${after} instead of ${before}.`
  }
}

/** Definitions are lists of facts joined by ` | `, some of many lines; only what differs is worth reading. */
function narrow(before: string, after: string): [string, string] {
  const [old, now] = keepOther(before, after, ' | ')
  return old.includes('\n') && now.includes('\n') ? keepOther(old, now, '\n') : [old, now]
}

function keepOther(before: string, after: string, separator: string): [string, string] {
  const old = before.split(separator)
  const now = after.split(separator)
  return [
    old.filter((part) => !now.includes(part)).join(separator),
    now.filter((part) => !old.includes(part)).join(separator),
  ]
}
