import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '@operator/tooling'

const npmPackages = {
  'drizzle-orm': '0.45.4',
  knex: '3.3.0',
  kysely: '0.29.9',
  'node-pg-migrate': '9.0.0',
  pg: '8.23.1',
  'reflect-metadata': '0.2.2',
  sequelize: '6.37.8',
  'sequelize-cli': '6.6.5',
  typeorm: '1.1.1',
}

const pythonPackages = ['alembic==1.20.1', 'Django==5.2.19', 'SQLAlchemy==2.1.9', 'psycopg[binary]==3.3.9']

const installMilliseconds = 240_000

/** Real tools, by the machine's own npm and pip; kept beside the other caches, so that only the first run fetches them. */
export type Installed =
  | { readonly kind: 'installed'; readonly directory: string }
  | { readonly kind: 'skipped'; readonly why: string }

export function installNodeTools(): Installed {
  return install('node', JSON.stringify(npmPackages), (directory) => {
    writeFileSync(
      join(directory, 'package.json'),
      JSON.stringify({ private: true, dependencies: npmPackages }),
    )
    const npm = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']
    if (existsSync(npm)) run(process.execPath, [npm, ...args], directory)
    else run('npm', args, directory)
  })
}

export function installPythonTools(): Installed {
  return install('python', pythonPackages.join(), (directory) => {
    run('python3', ['-m', 'venv', 'venv'], directory)
    run(join(directory, 'venv', 'bin', 'pip'), ['install', '--quiet', ...pythonPackages], directory)
  })
}

function install(name: string, wanted: string, fill: (directory: string) => void): Installed {
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, 12)
  const directory = join(root, 'node_modules', '.cache', 'operator', `own-commands-${name}-${digest}`)
  if (existsSync(join(directory, 'whole'))) return { kind: 'installed', directory }
  mkdirSync(directory, { recursive: true })
  try {
    fill(directory)
    writeFileSync(join(directory, 'whole'), '')
    return { kind: 'installed', directory }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      kind: 'skipped',
      why: `the tools could not be installed: ${why.split('\n').slice(0, 3).join(' ')}`,
    }
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, [...args], { cwd, timeout: installMilliseconds, stdio: ['ignore', 'ignore', 'pipe'] })
}
