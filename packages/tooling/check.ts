import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './paths.ts'

const bin = (name: string) => join(root, 'node_modules', '.bin', name)

const steps: readonly {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}[] = [
  { name: 'types', command: bin('tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'lint and format', command: bin('biome'), args: ['check', '--error-on-warnings'] },
  { name: 'unused code', command: bin('knip'), args: [] },
  { name: 'docs up to date', command: process.execPath, args: ['packages/tooling/docs.ts', '--check'] },
]

let failed = 0
for (const { name, command, args } of steps) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name}\n`)
  if (status === 0) continue
  failed += 1
  process.stdout.write(`${stdout}${stderr}\n`)
}
process.exitCode = failed === 0 ? 0 : 1
