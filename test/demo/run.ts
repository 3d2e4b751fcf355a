import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from '@operator/tooling'
import { releaseTree } from '../acceptance/built-tree.ts'
import { planStory } from './flaws.ts'
import { createNarrator } from './narrator.ts'
import { renderPage } from './page.ts'
import { setStage } from './stage.ts'
import type { Step } from './step.ts'
import { playStory, StoryError } from './story.ts'
import { openTerminal } from './terminal.ts'

const usage = `npm run demo -- [--seed N] [--out DIR]

Plays the whole story on this machine. The seed moves the flaws and the endpoint that fails. Every job summary is kept
as Markdown in DIR (default: out/demo), and all of them in DIR/index.html.
`

function readCommandLine(): { readonly seed: number; readonly out: string } {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: join(root, 'out', 'demo') },
      help: { type: 'boolean', default: false },
    },
  })
  const seed = Number(values.seed)
  if (values.help || !Number.isSafeInteger(seed) || seed < 0) {
    process.stderr.write(usage)
    process.exit(values.help ? 0 : 64)
  }
  return { seed, out: resolve(process.env['INIT_CWD'] ?? '.', values.out) }
}

async function main(): Promise<number> {
  const { seed, out } = readCommandLine()
  process.stdout.write('Building what is stale …\n')
  const tree = await releaseTree()
  const plan = planStory(seed)
  const stage = await setStage()
  const interrupt = () => {
    stage.close().finally(() => process.exit(130))
  }
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  const start = performance.now()
  const narrator = createNarrator(openTerminal(process.stdout, start))
  try {
    await playStory({ stage, tree, plan, narrator })
    return 0
  } catch (error) {
    if (!(error instanceof StoryError)) throw error
    process.stderr.write(`\nThe story did not come out as told. ${error.message}\n`)
    return 1
  } finally {
    await stage.close()
    write(out, seed, performance.now() - start, narrator.steps)
    process.stdout.write(`\nThe page: ${join(out, 'index.html')}\n`)
  }
}

function write(out: string, seed: number, milliseconds: number, steps: readonly Step[]): void {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  for (const [index, { document }] of steps.entries()) {
    if (document === undefined) continue
    const number = String(index + 1).padStart(2, '0')
    writeFileSync(join(out, `${number}-${document.name}.md`), document.markdown)
  }
  const introduction =
    'A pull request is stopped, mended, merged and deployed; then the new version starts to fail and is taken back. Every verdict and every line about one is the output of the action that ran.'
  writeFileSync(
    join(out, 'index.html'),
    renderPage({ title: 'From pull request to rollback', introduction, seed, milliseconds, steps }),
  )
}

process.exitCode = await main()
