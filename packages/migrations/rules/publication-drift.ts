import type { Rule } from './rule.ts'

export const publicationDrift: Rule = {
  id: 'publication-drift',
  finds: 'a table that is made beside, or dropped from, a publication that lists its tables',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind === 'drop' && action.what === 'table' && !context.isNew(action.name)) {
      const [held] = context.schema.publications(action.name).holding
      if (held === undefined) return undefined
      return {
        level: 'warning',
        table: action.name,
        subject: `${held} ${action.name}`,
        message: `${action.name} is published by ${held}: its subscribers stop receiving it without an error.`,
        remedy: 'Tell who subscribes, and take it out of the publication first.',
      }
    }
    if (
      action.kind !== 'create-table' ||
      action.persistence !== 'permanent' ||
      action.partitionOf !== undefined
    )
      return undefined
    const { listing } = context.schema.publications(action.table)
    const { holding } = context.final.publications(action.table)
    const [name] = listing
    if (name === undefined || holding.length > 0) return undefined
    return {
      subject: `${name} ${action.table}`,
      message: `The publication ${name} lists its tables one by one, and ${action.table} is not among them: its rows are not replicated.`,
      remedy: `ALTER PUBLICATION ${name} ADD TABLE ${action.table} if subscribers need it.`,
    }
  },
}
