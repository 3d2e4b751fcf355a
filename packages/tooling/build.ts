import { cpSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BuildUnit, buildUnit, bundleOf, rehearsalUnit } from './build-unit.ts'
import { hasCode } from './lock.ts'
import { type ActionFolder, listActions } from './paths.ts'

/** The action that holds the rehearsal; `gate` starts the one in the folder beside its own. */
const rehearsalHome = 'migration-guard'

export interface BuiltAction extends ActionFolder {
  /** What its `dist` holds: folders of files, and where in `dist` each goes. */
  readonly parts: readonly { readonly from: string; readonly to: string }[]
}

/**
 * Compiles what is stale of the named actions and of those that they start; all without names. Types are checked by
 * `npm run check`, not again here.
 */
export async function buildActions(names: readonly string[] = [], cache?: string): Promise<BuiltAction[]> {
  const actions = select(names)
  const units = new Map<string, BuildUnit>()
  for (const action of actions) {
    if (action.kind === 'javascript') units.set(action.name, bundleOf(action))
    if (action.name === rehearsalHome) units.set(rehearsalUnit.name, rehearsalUnit)
  }
  const folders = new Map<string, string>()
  const queue = [...units.values()]
  const buildNext = async (): Promise<void> => {
    for (let unit = queue.shift(); unit !== undefined; unit = queue.shift()) {
      folders.set(unit.name, await buildUnit(unit, cache))
    }
  }
  // Two compilers fill the two cores of the smallest hosted runner.
  await Promise.all([buildNext(), buildNext()])
  return actions.map((action) => ({ ...action, parts: partsOf(action, folders) }))
}

function select(names: readonly string[]): ActionFolder[] {
  const known = listActions()
  const unknown = names.filter((name) => !known.some((action) => action.name === name))
  if (unknown.length > 0) {
    throw new Error(
      `There is no action ${unknown.join(', ')}; there are ${known.map(({ name }) => name).join(', ')}.`,
    )
  }
  if (names.length === 0) return known
  const wanted = new Set(names.includes('gate') ? [...names, rehearsalHome] : names)
  return known.filter(({ name }) => wanted.has(name))
}

function partsOf(action: ActionFolder, folders: ReadonlyMap<string, string>): BuiltAction['parts'] {
  const bundle = folders.get(action.name)
  const rehearsal = action.name === rehearsalHome ? folders.get(rehearsalUnit.name) : undefined
  return [
    ...(bundle === undefined ? [] : [{ from: bundle, to: '.' }]),
    ...(rehearsal === undefined ? [] : [{ from: rehearsal, to: 'rehearsal' }]),
  ]
}

/** Puts a built action's `dist` together. */
export function writeDist(action: BuiltAction, dist: string): void {
  for (const { from, to } of action.parts) cpSync(from, join(dist, to), { recursive: true })
}

/** Fills `actions/<name>/dist`, which `uses: ./actions/<name>` runs. */
function install(action: BuiltAction): void {
  if (action.parts.length === 0) return
  const dist = join(action.directory, 'dist')
  const made = `${dist}.${process.pid}`
  const old = `${made}.old`
  writeDist(action, made)
  rmSync(old, { recursive: true, force: true })
  try {
    renameSync(dist, old)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  renameSync(made, dist)
  rmSync(old, { recursive: true, force: true })
}

if (import.meta.main) {
  const { positionals } = parseArgs({ allowPositionals: true })
  for (const action of await buildActions(positionals)) install(action)
}
