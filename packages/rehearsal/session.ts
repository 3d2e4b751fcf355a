import { type Database, EngineStoppedError, type Session, toSqlError } from './database.ts'
import type { FailedStatement } from './log.ts'
import type { PlannedStatement, Script } from './plan.ts'

export interface Runner {
  readonly database: Database
  readonly onProgress: (at: string) => void
}

/** What one migration leaves set in its session must not reach the next: every deployment has a session of its own. */
export async function resetSession(database: Session): Promise<void> {
  await database.run('rollback; reset session authorization; reset role; reset all')
}

/** A phase of the rehearsal is a deployment of its own: temporary tables and prepared statements end with the one before. */
export async function beginPhase(database: Session): Promise<void> {
  await database.run('deallocate all; discard temp')
}

const insufficientPrivilege = '42501'

/** What a statement of kind `client` fails with: nothing of the sort exists here, and production may well have it. */
const needsClient = new Error(
  "COPY needs a client's rows, the server's files or its programs, which a rehearsal has not",
)

/** Runs one statement. Nothing is sent that would wait for a client, or that the engine does not survive. */
export async function send(
  database: Session,
  statement: PlannedStatement,
  onNotice?: Parameters<Session['run']>[1],
): Promise<void> {
  if (statement.kind === 'client') throw needsClient
  await database.run(statement.sql, onNotice)
}

/** An engine that has stopped is no statement's failure. */
export function toFailure(
  { limitedRole }: Pick<Database, 'limitedRole'>,
  script: Script,
  index: number,
  thrown: unknown,
): FailedStatement {
  if (thrown instanceof EngineStoppedError) throw thrown
  const error = toSqlError(thrown)
  const refused = limitedRole !== undefined && error.code === insufficientPrivilege
  return {
    path: script.path,
    line: script.statements[index]?.line ?? 1,
    statement: index,
    error: refused ? { ...error, refusedTo: limitedRole } : error,
  }
}
