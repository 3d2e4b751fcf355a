import { EngineUnavailableError } from './unavailable.ts'

export interface Target {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

/** Words of which each is a word of its own in the name. */
const live = /(^|[^a-z])(prod|production|live|primary|master|replica)([^a-z]|$)/i

/** Reads the input `database-url`. Throws {@link EngineUnavailableError} for what may be anything but a job's own server. */
export function parseDatabaseUrl(text: string): Target {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^postgres(ql)?:$/.test(url.protocol) || url.hostname === '')
    throw refused('it is no postgres://user:password@host:port/database')
  const odd = [...url.searchParams].find(
    ([name, value]) => name !== 'sslmode' || /require|verify/.test(value),
  )
  if (odd) throw refused(`it asks for ${odd[0]}, which the service container of a job has no use for`)
  const target = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 5_432 : Number(url.port),
    user: decode(url.username),
    password: decode(url.password),
    database: decode(url.pathname.slice(1)),
  }
  if (!isOwnHost(target.host))
    throw refused(`its host ${target.host} is neither this machine nor a service container of the job`)
  if (target.user === '' || target.database === '') throw refused('it names no user or no database')
  const telling = [target.host, target.database].find((name) => live.test(name))
  if (telling !== undefined) throw refused(`the name ${telling} sounds like a database in use`)
  return target
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw refused('a percent sign in it is not encoded (%25)')
  }
}

/** This machine, or a name without a dot: how a job in a container reaches its service containers, and how no hosted database is called. */
function isOwnHost(host: string): boolean {
  return /^(127(\.\d{1,3}){3}|::1)$/.test(host) || /^[a-z0-9][a-z0-9_-]*$/i.test(host)
}

/** What was given and is not taken: the rehearsal drops and creates at will there. */
export function refused(why: string): EngineUnavailableError {
  return new EngineUnavailableError(`database-url is refused: ${why}`, { code: 'database-url-refused' })
}
