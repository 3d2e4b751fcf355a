import { withoutComments } from '../may-write.ts'
import type { Rule } from './rule.ts'

/** What reaches beyond this database: other sessions, the server's configuration, its files, its replicas. */
const commands =
  /\bpg_(?:terminate|cancel)_backend\s*\(|\balter\s+system\b|\bpg_(?:reload_conf|rotate_logfile|promote|switch_wal|drop_replication_slot|wal_replay_pause|file_write|file_unlink)\s*\(|\bdblink_exec\s*\(/i

export const serverCommand: Rule = {
  id: 'server-command',
  finds: 'pg_terminate_backend, ALTER SYSTEM and the like, also in a block or function',
  level: 'error',
  check: 'rules',
  match: (_, context) => {
    const found = commands.exec(withoutComments(context.statement.sql))?.[0]
    if (found === undefined) return undefined
    const name = found.replace('(', '').trim().replace(/\s+/g, ' ').toLowerCase()
    return {
      subject: `${name} ${context.statement.sql.slice(0, 200)}`,
      message: `${name} acts on the server and on other sessions, of which a rehearsal has none: nothing is known about what it does to production.`,
      remedy: 'Leave it to the people who run the server, outside of migrations.',
    }
  },
}
