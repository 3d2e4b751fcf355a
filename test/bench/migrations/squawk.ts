import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '@operator/tooling'

const version = '2.66.0'

/** The program of squawk-cli itself, without the Node process that its package starts it from. */
export function installSquawk(): string {
  const directory = join(root, 'out', 'bench', `squawk-${version}`)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'package.json'), '{ "private": true }\n')
  const packages = join(directory, 'node_modules', '@squawk-cli')
  if (!existsSync(packages)) {
    const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', `squawk-cli@${version}`]
    execFileSync('npm', args, { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  for (const platform of readdirSync(packages)) {
    for (const name of ['squawk', 'squawk.exe']) {
      const program = join(packages, platform, 'bin', name)
      if (existsSync(program)) return program
    }
  }
  throw new Error(`squawk-cli ${version} brought no program for this platform.`)
}
