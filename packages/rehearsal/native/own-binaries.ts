import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './server.ts'

const run = promisify(execFile)

/** Where packages of Debian, PGDG for RPM, Alpine and Homebrew put PostgreSQL's programs. */
const folders = (major: number) => [
  `/usr/lib/postgresql/${major}/bin`,
  `/usr/pgsql-${major}/bin`,
  `/usr/libexec/postgresql${major}`,
  `/opt/homebrew/opt/postgresql@${major}/bin`,
  `/usr/local/opt/postgresql@${major}/bin`,
]

/** The runner's own PostgreSQL of a major, if it has one: its package's folder, or what stands on PATH. */
export async function findOwnBinaries(
  major: number,
  path: string | undefined,
): Promise<Binaries | undefined> {
  for (const directory of [...folders(major), ...(path ?? '').split(delimiter)]) {
    if (directory !== '' && (await majorOf(directory)) === major)
      return { directory, name: `the runner's own PostgreSQL (${directory})` }
  }
  return undefined
}

async function majorOf(directory: string): Promise<number | undefined> {
  try {
    const programs = ['initdb', 'postgres'].map((name) => join(directory, name))
    for (const program of programs) await access(program, constants.X_OK)
    const { stdout } = await run(join(directory, 'postgres'), ['--version'], { env: {}, timeout: 10_000 })
    const major = /^postgres \(PostgreSQL\) (\d+)/.exec(stdout)?.[1]
    return major === undefined ? undefined : Number(major)
  } catch {
    // It is not there, or it is not for this machine.
    return undefined
  }
}
