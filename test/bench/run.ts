import { listActions } from '@operator/tooling'
import { releaseTree } from '../acceptance/built-tree.ts'
import { benchMigrations } from './migrations/bench.ts'
import { benchPrecheck } from './precheck/bench.ts'
import { type ColdStart, measureColdStart } from './start.ts'

/** Median, in milliseconds, that no action may exceed on an idle machine. */
const budget = 150
const runs = 10

const usage = 'npm run bench -- start [action …] | migrations | precheck\n'

async function benchStart(names: readonly string[]): Promise<boolean> {
  const tree = await releaseTree(names)
  const actions = listActions().filter(
    ({ name, kind }) => kind === 'javascript' && (names.length === 0 || names.includes(name)),
  )
  process.stdout.write(`cold start to the first line, Node ${process.versions.node}, ${runs} runs\n\n`)
  process.stdout.write(
    `${'action'.padEnd(20)} ${['median ms', 'fastest', 'slowest', 'to the end', 'index.js kB', 'dist kB'].map(column).join('')}\n`,
  )
  let withinBudget = true
  for (const { name } of actions) {
    const start = await measureColdStart(tree, name, runs)
    withinBudget &&= start.median <= budget
    process.stdout.write(`${row(start)}${start.median <= budget ? '' : `   over ${budget} ms`}\n`)
  }
  return withinBudget
}

function row(start: ColdStart): string {
  const numbers = [
    start.median,
    start.fastest,
    start.slowest,
    start.whole,
    start.entryBytes / 1_000,
    start.distBytes / 1_000,
  ]
  return `${start.action.padEnd(20)} ${numbers.map((number) => column(String(Math.round(number)))).join('')}`
}

function column(text: string): string {
  return text.padStart(13)
}

const [benchmark, ...names] = process.argv.slice(2)
if (benchmark === 'start') process.exitCode = (await benchStart(names)) ? 0 : 1
else if (benchmark === 'migrations') await benchMigrations()
else if (benchmark === 'precheck') process.exitCode = (await benchPrecheck()) ? 0 : 1
else {
  process.stderr.write(usage)
  process.exitCode = 64
}
