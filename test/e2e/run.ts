import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '@operator/tooling'
import { releaseTree } from '../acceptance/built-tree.ts'
import { setStage } from '../demo/stage.ts'
import { locateAct } from './act.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios/index.ts'
import { openScene } from './scene.ts'

/** Other people's actions that the examples use; the folders stand in for them. */
const standIns = {
  'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1': join(
    import.meta.dirname,
    'actions',
    'checkout',
  ),
}

async function play(scenario: Scenario, act: string, tree: string, signal: AbortSignal): Promise<void> {
  const stage = await setStage(scenario.stage)
  try {
    const scene = openScene(stage, {
      act,
      folder: stage.folder,
      github: stage.github,
      gitDirectory: stage.repository.directory,
      actions: { ...standIns, 'org/operator@v1': tree },
      signal,
    })
    await scenario.play(scene)
  } finally {
    await stage.close()
  }
}

function lineOf({ example, name }: Scenario): string {
  return `${example}: ${name}`
}

/** What went wrong, as text. */
async function outcomeOf(playing: Promise<void>): Promise<string | undefined> {
  try {
    await playing
    return undefined
  } catch (error) {
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`
  }
}

/** Every example is used by some scenario; a new one must not slip through. */
function requireScenarios(): void {
  const played = new Set(scenarios.map(({ example }) => example))
  const missing = readdirSync(join(root, 'workflows-examples')).filter((file) => !played.has(file))
  if (missing.length > 0) throw new Error(`No scenario plays ${missing.join(', ')}.`)
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    process.stdout.write('npm run e2e -- [WORD …]   runs the scenarios whose line has every word\n')
    return 0
  }
  const act = locateAct()
  requireScenarios()
  const tree = await releaseTree()
  const interruption = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort())
  const chosen = scenarios.filter((scenario) => positionals.every((word) => lineOf(scenario).includes(word)))
  const queue = [...chosen]
  let failed = 0
  const playNext = async (): Promise<void> => {
    for (let scenario = queue.shift(); scenario !== undefined; scenario = queue.shift()) {
      if (interruption.signal.aborted) return
      const started = performance.now()
      const failure = await outcomeOf(play(scenario, act, tree, interruption.signal))
      const took = `${((performance.now() - started) / 1_000).toFixed(1)} s`
      if (failure !== undefined) failed += 1
      process.stdout.write(
        `${failure === undefined ? '✓' : '✗'} ${lineOf(scenario)} (${took})\n${failure ?? ''}`,
      )
    }
  }
  // Two fill the two cores of the smallest hosted runner.
  await Promise.all([playNext(), playNext()])
  if (interruption.signal.aborted) return 130
  const passed = chosen.length - failed
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
