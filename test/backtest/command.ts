import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '@operator/tooling'
import type { StandIn } from '../github/index.ts'

export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  /** Folder that it is started in. */
  readonly directory: string
  readonly github?: StandIn
  /** Under the name `GITHUB_TOKEN`, unless `environment` says otherwise. */
  readonly token?: string
  readonly environment?: Readonly<Record<string, string>>
}

/** `npm run operator -- …` as npm starts it. */
export function runOperator(args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { directory, github, token, environment } = options
  const child = spawn(process.execPath, [join(root, 'packages', 'tooling', 'operator.ts'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      INIT_CWD: directory,
      GITHUB_REPOSITORY: 'octo/shop',
      ...(github !== undefined && { GITHUB_API_URL: github.apiUrl, GITHUB_GRAPHQL_URL: github.graphqlUrl }),
      ...(token !== undefined && { GITHUB_TOKEN: token }),
      ...environment,
    },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
}
