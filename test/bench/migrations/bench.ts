import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { report } from '@operator/report'
import { buildEntry, root } from '@operator/tooling'
import { releaseTree } from '../../acceptance/built-tree.ts'
import { runOnPullRequest } from '../../acceptance/pull-request-run.ts'
import { createRepository, type TestRepository } from '../../git/repository.ts'
import { measureProcess, type ProcessMeasure } from '../measure-process.ts'
import { median } from '../median.ts'
import { type History, writeHistory } from './corpus.ts'
import { installSquawk } from './squawk.ts'

const runs = 5

/** The rules over 350 files beside squawk's, the same history rehearsed, and one small migration from start to verdict. */
export async function benchMigrations(): Promise<void> {
  const history = writeHistory()
  const repository = createRepository()
  try {
    const base = repository.commit(history.base)
    const head = repository.commit(history.added)
    say(
      `${history.migrations} migrations, ${history.statements} statements, and their rollbacks; medians of ${runs} runs\n`,
    )
    await compareLinters(repository, base, head, history)
    const tree = await releaseTree(['migration-guard'])
    await rehearseAll(tree, repository, base, head)
    await judgeOne(tree, repository, head)
  } finally {
    repository.remove()
  }
}

async function compareLinters(
  repository: TestRepository,
  base: string,
  head: string,
  { added, migrations }: History,
): Promise<void> {
  const directory = join(root, 'out', 'bench', 'history')
  const ups = Object.entries(added).filter(([path]) => path.endsWith('.up.sql'))
  const files = ups.map(([path, text]) => {
    const file = join(directory, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  })
  const squawk = installSquawk()
  const lint = join(await buildEntry('lint-migrations', join(import.meta.dirname, 'lint.ts')), 'index.js')
  // In turns, so that a busy moment of the machine hits both.
  const theirs: ProcessMeasure[] = []
  const ours: ProcessMeasure[] = []
  for (let run = 0; run < runs; run += 1) {
    theirs.push(await measureProcess(squawk, ['--reporter', 'json', ...files]))
    ours.push(await measureProcess(process.execPath, [lint, repository.directory, base, head]))
  }
  say('rules alone, whole process')
  say(row('squawk', theirs, countFindings(theirs[0]?.output ?? ''), migrations))
  say(row('migration-guard', ours, Number(ours[0]?.output), migrations))
  const ratio = timeOf(ours) / timeOf(theirs)
  say(`  ${ratio.toFixed(2)} times squawk's wall time (it reads the rollbacks too)\n`)
}

function countFindings(json: string): number {
  const parsed: unknown = JSON.parse(json)
  return Array.isArray(parsed) ? parsed.length : Number.NaN
}

async function rehearseAll(
  tree: string,
  { directory }: TestRepository,
  base: string,
  head: string,
): Promise<void> {
  const started = performance.now()
  const result = await runOnPullRequest({
    tree,
    action: 'migration-guard',
    directory,
    base,
    head,
    timeout: 600_000,
  })
  const whole = performance.now() - started
  if (result.report === undefined) throw new Error(`migration-guard wrote no report:\n${result.log}`)
  const { checks } = report.parse(JSON.parse(result.report))
  const findings = checks.filter(({ id }) => id === 'migration-guard/rules').flatMap((one) => one.findings)
  const proven = findings.filter(({ proof }) => proof === 'proven')
  say('up, down and up again on PGlite, whole action')
  say(
    `  ${(whole / 1_000).toFixed(1)} s; ${checks.map(({ id, status }) => `${id.split('/')[1]} ${status}`).join(', ')}`,
  )
  say(`  ${findings.length} findings of rules, ${proven.length} of them proven by the rehearsal\n`)
}

async function judgeOne(tree: string, repository: TestRepository, base: string): Promise<void> {
  const head = repository.commit({
    'migrations/000351_small.up.sql': 'ALTER TABLE orders_0 ADD COLUMN small text;\n',
    'migrations/000351_small.down.sql': 'ALTER TABLE orders_0 DROP COLUMN small;\n',
  })
  const small = createRepository()
  try {
    const first = small.commit({
      'migrations/1_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
      'migrations/1_users.down.sql': 'DROP TABLE users;\n',
    })
    const second = small.commit({
      'migrations/2_name.up.sql': 'ALTER TABLE users ADD COLUMN name text;\n',
      'migrations/2_name.down.sql': 'ALTER TABLE users DROP COLUMN name;\n',
    })
    say('one small migration, start to verdict')
    say(`  on a base of one migration   ${await timeJudging(tree, small.directory, second, first)} s`)
    say(`  on a base of 350 migrations  ${await timeJudging(tree, repository.directory, head, base)} s`)
  } finally {
    small.remove()
  }
}

async function timeJudging(tree: string, directory: string, head: string, base: string): Promise<string> {
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now()
    await runOnPullRequest({ tree, action: 'migration-guard', directory, base, head })
    times.push(performance.now() - started)
  }
  return (median(times) / 1_000).toFixed(1)
}

function row(
  name: string,
  measures: readonly ProcessMeasure[],
  findings: number,
  migrations: number,
): string {
  const peaks = measures.flatMap(({ peakBytes }) => peakBytes ?? [])
  const memory = peaks.length === 0 ? '' : `${Math.round(median(peaks) / 1e6)} MB at most`.padStart(16)
  const each = `${findings} findings, ${(findings / migrations).toFixed(1)} a migration`
  return `  ${name.padEnd(16)} ${timeOf(measures).toFixed(0).padStart(6)} ms ${memory}   ${each}`
}

function timeOf(measures: readonly ProcessMeasure[]): number {
  return median(measures.map(({ milliseconds }) => milliseconds))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
