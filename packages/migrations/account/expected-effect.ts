import { type Action, lockFact, type Operation, type RelationName } from '@operator/postgres'
import { z } from 'zod'

/** What the version tables say a statement does to a table that existed before. */
export const effect = z
  .object({
    relation: z.string(),
    lock: z.string(),
    work: z.enum(['none', 'scan', 'build', 'rewrite']),
  })
  .readonly()
export type Effect = z.infer<typeof effect>

/** The measured facts of a version, for one action; nothing where the tables know none. */
export function expectedEffects(
  action: Action,
  major: number,
  isNew: (name: RelationName) => boolean,
): Effect[] {
  return operationsOf(action).flatMap(([operation, relation]) => {
    const fact = lockFact(operation, major)
    return fact === undefined || relation === undefined || isNew(relation)
      ? []
      : [{ relation, lock: fact.lock, work: fact.work }]
  })
}

type Expected = readonly [Operation, RelationName | undefined]

function operationsOf(action: Action): Expected[] {
  switch (action.kind) {
    case 'add-column': {
      const { column, table } = action
      if (column.generated === 'stored') return [['add stored generated column', table]]
      if (column.identity || /serial/.test(column.type)) return [['add identity or serial column', table]]
      return [['add column', table]]
    }
    case 'drop-column':
      return [['drop column', action.table]]
    case 'alter-column':
      return action.change === 'set-not-null'
        ? [['set not null', action.table]]
        : [['drop column', action.table]]
    case 'alter-column-type':
      return [['alter column type', action.table]]
    case 'add-constraint':
      return constraintOperations(action)
    case 'drop-constraint':
      return [['drop constraint', action.table]]
    case 'validate-constraint':
      return [['validate check', action.table]]
    case 'create-index':
      return [[action.concurrently ? 'create index concurrently' : 'create index', action.table]]
    case 'drop':
      if (action.what === 'index')
        return [[action.concurrently ? 'drop index concurrently' : 'drop index', action.name]]
      return action.what === 'table' ? [['drop table', action.name]] : []
    case 'reindex':
      return [[action.concurrently ? 'reindex concurrently' : 'reindex', action.name]]
    case 'truncate':
      return action.tables.map((table): Expected => ['truncate', table])
    case 'rename':
      return action.what === 'table' || action.what === 'column'
        ? [['rename table or column', action.on]]
        : []
    case 'create-trigger':
      return [['create trigger', action.table]]
    case 'attach-partition':
      return [['attach partition', action.partition]]
    case 'detach-partition':
      return [['detach partition', action.table]]
    case 'create-policy':
    case 'alter-policy':
    case 'row-security':
      return [['change row security or policy', action.table]]
    case 'refresh-materialized-view':
      return [
        [
          action.concurrently ? 'refresh materialized view concurrently' : 'refresh materialized view',
          action.view,
        ],
      ]
    case 'cluster':
      return [['cluster', action.table]]
    default:
      return []
  }
}

function constraintOperations({
  table,
  constraint,
}: Extract<Action, { kind: 'add-constraint' }>): Expected[] {
  if (constraint.usingIndex !== undefined) return [['add constraint using index', table]]
  switch (constraint.kind) {
    case 'foreign-key': {
      const operation = constraint.notValid ? 'add foreign key not valid' : 'add foreign key'
      return [
        [operation, table],
        [operation, constraint.references],
      ]
    }
    case 'check':
      return [[constraint.notValid ? 'add check not valid' : 'add check', table]]
    case 'unique':
      return [['add unique', table]]
    case 'primary-key':
      return [['add primary key', table]]
    case 'exclusion':
      return [['add exclusion', table]]
    case 'not-null':
      return [[constraint.notValid ? 'add check not valid' : 'set not null', table]]
  }
}
