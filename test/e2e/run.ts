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
  let passed = 0
  let failed = 0
  for (const scenario of scenarios) {
    const line = `${scenario.example}: ${scenario.name}`
    if (!positionals.every((word) => line.includes(word))) continue
    if (interruption.signal.aborted) return 130
    const started = performance.now()
    const elapsed = () => `${((performance.now() - started) / 1_000).toFixed(1)} s`
    try {
      await play(scenario, act, tree, interruption.signal)
      passed += 1
      process.stdout.write(`✓ ${line} (${elapsed()})\n`)
    } catch (error) {
      failed += 1
      process.stdout.write(`✗ ${line} (${elapsed()})\n`)
      process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed === 0 && passed > 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
