import { z } from 'zod'
import type { FailedStatement, SqlError } from './log.ts'
import type { ActingRole } from './plan.ts'

export interface Notice {
  readonly message: string
}

/** One session of a PostgreSQL. */
export interface Session {
  /** Sends a text as one simple query. Rejects with the engine's error. */
  run(sql: string, onNotice?: (notice: Notice) => void): Promise<void>
  read<T>(sql: string, row: z.ZodType<T>): Promise<T[]>
}

/** The engine's port: a fresh database that nobody else uses. It is itself the session that migrations run in. */
export interface Database extends Session {
  /** A superuser's session on the same database, for looking at all of it and filling it; migrations never run in it. */
  readonly inspector: Session
  /** The role that migrations run as where it is no superuser: what it may not do (42501), production's role perhaps may. */
  readonly limitedRole: string | undefined
  /** From here on its session is production's role; gives what of the grants did not run. Absent where there is but one role. */
  readonly actAs?: (role: ActingRole) => Promise<readonly FailedStatement[]>
  close(): Promise<void>
}

/** Where throwaway databases come from. */
export interface Engine {
  readonly name: string
  /** Each database is as empty as the first, roles included. */
  readonly start: () => Promise<Database>
  /** Ends what the engine itself keeps running. */
  readonly stop: () => Promise<void>
}

/** The engine no longer executes what it is sent: nothing that it says from here on counts. */
export class EngineStoppedError extends Error {
  constructor(why = 'PostgreSQL stopped answering') {
    super(why)
    this.name = 'EngineStoppedError'
  }
}

const reported = z.object({
  code: z.string().optional(),
  message: z.string(),
  detail: z.string().nullish(),
  hint: z.string().nullish(),
})

/** PostgreSQL's error fields from whatever the engine threw. */
export function toSqlError(thrown: unknown): SqlError {
  const parsed = reported.safeParse(thrown)
  if (!parsed.success) return { code: '', message: String(thrown).slice(0, 2_000) }
  const { code, message, detail, hint } = parsed.data
  return {
    code: code ?? '',
    message: message.slice(0, 2_000),
    ...(detail && { detail: detail.slice(0, 2_000) }),
    ...(hint && { hint: hint.slice(0, 2_000) }),
  }
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

const versionRow = z.object({ number: z.coerce.number() })

/** The server's major version. */
export async function readMajor(session: Session): Promise<number> {
  const [answer] = await session.read("select current_setting('server_version_num') as number", versionRow)
  return Math.floor((answer?.number ?? 0) / 10_000)
}
