import type { FailedStatement } from './log.ts'
import type { Script } from './plan.ts'
import { type Runner, resetSession, send, toFailure } from './session.ts'

/** Applies a merged script, in one go where that is possible; what fails is left out and named. */
export async function replay({ database, onProgress }: Runner, script: Script): Promise<FailedStatement[]> {
  onProgress(script.path)
  if (script.statements.length === 0) return []
  if (script.statements.every(({ kind }) => kind === 'ordinary')) {
    const text = script.statements.map(({ sql }) => sql).join('\n;\n')
    try {
      await database.run(script.transaction === 'none' ? text : `begin;\n${text}\n;\ncommit`)
      return []
    } catch (error) {
      // Said below, by the statement that fails.
      toFailure(database, script, 0, error)
    } finally {
      await resetSession(database)
    }
  }
  const failures: FailedStatement[] = []
  for (const [index, statement] of script.statements.entries()) {
    if (statement.kind === 'begin' || statement.kind === 'commit' || statement.kind === 'rollback') continue
    try {
      await send(database, statement)
    } catch (error) {
      failures.push(toFailure(database, script, index, error))
    }
  }
  await resetSession(database)
  return failures
}
