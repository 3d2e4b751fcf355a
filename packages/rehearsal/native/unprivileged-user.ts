import { readFile } from 'node:fs/promises'
import { EngineUnavailableError } from './unavailable.ts'

export interface UnprivilegedUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Whom the server runs as. PostgreSQL refuses root, and nobody owns less than anyone else, a database server of the machine
 * included. Undefined where the job is no root and the server runs as the job does.
 */
export async function unprivilegedUser(): Promise<UnprivilegedUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':')
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
  if (!(uid > 0 && gid > 0))
    throw new EngineUnavailableError(
      'the job runs as root, which PostgreSQL refuses, and there is no user nobody',
    )
  return { uid, gid }
}
