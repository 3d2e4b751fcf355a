import type { Rule } from './rule.ts'

export const sessionSettingLeft: Rule = {
  id: 'session-setting-left',
  finds: 'SET of search_path, role and the like that lasts beyond the migration',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'set' ||
      action.local ||
      !['search_path', 'role', 'session_replication_role', 'row_security'].includes(action.name)
    )
      return undefined
    return {
      subject: `${action.name} ${context.statement.sql.slice(0, 100)}`,
      message: `SET ${action.name} lasts beyond this migration: the next one in the same session runs with it.`,
      remedy: `Use SET LOCAL ${action.name}.`,
    }
  },
}
