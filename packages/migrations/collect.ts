import { type Change, diffTrees, type Range } from '@operator/git'
import type { Rehearse } from '@operator/rehearsal'
import { findByteOrderMarks } from './byte-order-mark.ts'
import { mayBeCodeMigration, recogniseCodeMigration } from './code-migrations.ts'
import { collectHistory } from './collect-history.ts'
import { findHistories, mayMatter } from './find.ts'
import { mergeTrees } from './merge-trees.ts'
import type { OwnCommands } from './own-commands/ports.ts'
import { recordChange } from './own-commands/record-change.ts'
import { pairHistories } from './pair-histories.ts'
import type { MigrationsPolicy } from './policy.ts'
import { readProductionRole } from './production-role.ts'
import { readMigrationTree } from './read-tree.ts'
import type { MigrationsSnapshot } from './snapshot.ts'
import { collectStillUsed } from './still-used/collect.ts'
import { readTableSizes, unknownSizes } from './table-sizes.ts'
import { isMigrationFolder } from './tools/migration-folder.ts'
import { directoryOf, fileNameOf, type MigrationTree } from './tree.ts'

/** The major that is assumed when the policy names none: PGlite's. */
export const defaultMajor = 18

/**
 * Finds the migrations that a change adds or touches, parses and rehearses them. `rehearse` is undefined where no engine is
 * available, which the snapshot then says. `target` is the tip of the branch that the change goes to, when that has moved on:
 * what was merged there since counts as merged. `ownCommands` run the repository's own migration tool.
 */
export async function collectMigrations(
  range: Range,
  policy: MigrationsPolicy,
  rehearse: Rehearse | undefined,
  target?: string,
  ownCommands?: OwnCommands,
): Promise<MigrationsSnapshot> {
  const { repository, base, head } = range
  const included = includes(policy)
  const changes = (await diffTrees(repository, base, head)).filter(({ path }) => included(path))
  const changed = new Set(changes.map(({ path }) => path))
  const touched = touchedDirectories([...changed].filter(mayMatter))
  const codePaths = new Set(
    changes.filter(({ path, after }) => after && mayBeCodeMigration(path)).map(({ path }) => path),
  )
  const near = (path: string) => touched.has(directoryOf(path)) || touched.has(directoryOf(directoryOf(path)))
  const isNote = (path: string) => policy['rollback-notes'].includes(fileNameOf(path))
  const wanted = (path: string) =>
    (mayMatter(path) && near(path)) ||
    codePaths.has(path) ||
    path === policy.stats ||
    path === policy.grants ||
    (isNote(path) && (changed.has(path) || near(path)))
  const headTree = await readMigrationTree(repository, head, wanted)
  const merged = target === undefined || target === base ? base : target
  const baseTree = await readMigrationTree(repository, merged, wanted)
  const tree =
    merged === base
      ? headTree.tree
      : mergeTrees(headTree.tree, baseTree.tree, await diffTrees(repository, base, merged ?? head), changed)
  const inTouched = (directory: string) => touched.has(directory) && included(`${directory}/`)
  const isNamed = (directory: string) => (policy.paths ?? []).some((path) => trimSlashes(path) === directory)

  const pairs = pairHistories(
    findHistories(tree, inTouched, isNamed),
    findHistories(baseTree.tree, inTouched, isNamed),
  ).map((pair) => ({
    ...pair,
    problems: [...pair.problems, ...findByteOrderMarks(pair, headTree.marked)],
  }))
  const sizes =
    policy.stats === undefined ? unknownSizes : readTableSizes(policy.stats, baseTree.tree.text(policy.stats))
  const production = await readProductionRole(policy, baseTree.tree)
  const affected = pairs.filter((pair) => pair.added.length > 0 || pair.problems.length > 0)
  const edited = new Set(changes.filter(({ before }) => before).map(({ path }) => path))
  const codeMigrations = [...codePaths].flatMap((path) => {
    const found = recogniseCodeMigration(path, headTree.tree.text(path))
    return found ? [{ ...found, ...(edited.has(path) && { edited: true as const }) }] : []
  })
  const added = changes.filter(({ after, before }) => after && !before).map(({ path }) => path)
  const first = codeMigrations[0]?.path ?? affected[0]?.added[0]?.path ?? changes[0]?.path
  const recorded =
    ownCommands && first !== undefined
      ? await recordChange({
          range,
          commands: ownCommands,
          major: policy.postgres ?? defaultMajor,
          timeout: policy.timeout,
          tool: codeMigrations[0]?.tool ?? affected[0]?.head.tool ?? 'migrate-command',
          candidates: added.map((path) => ({ path, text: headTree.tree.text(path) })),
          mergedFiles: besideThem(baseTree.tree, added),
          otherwise: first,
        })
      : undefined
  const covered = new Set(recorded?.history?.covered)
  const histories: MigrationsSnapshot['histories'][number][] = []
  for (const pair of [...affected, ...(recorded?.history ? [recorded.history.pair] : [])]) {
    // Files that the tool's own command has run are judged by what it sent.
    const again = pair !== recorded?.history?.pair && pair.added.every(({ path }) => covered.has(path))
    if (again && pair.added.length > 0 && pair.problems.length === 0) continue
    const judged = again ? { ...pair, added: [] } : pair
    histories.push(
      await collectHistory({
        pair: judged,
        tree,
        changed,
        policy,
        rehearse,
        sizes,
        ...(production && { production }),
      }),
    )
  }
  const stillUsed = await collectStillUsed({
    repository,
    head,
    taken: histories.flatMap(({ takenAway }) => takenAway),
    steps: histories.flatMap(({ contractSteps }) => contractSteps),
    source: histories.every(
      ({ rehearsal, takenAway }) => rehearsal.kind === 'rehearsed' || takenAway.length === 0,
    )
      ? 'catalog'
      : 'statements',
    histories: pairs.map(({ head: { directory } }) => directory),
    deployed: target === undefined ? base : undefined,
    branch: target ?? null,
  })
  const known = pairs.map(({ head: { directory } }) => directory)
  const within = (path: string, directories: readonly string[]) =>
    directories.some((directory) => directory === '' || path.startsWith(`${directory}/`))
  const judged = affected.map(({ head: { directory } }) => directory)
  return {
    postgres: policy.postgres ?? defaultMajor,
    postgresNamed: policy.postgres !== undefined,
    histories,
    untouched: pairs.length - affected.length,
    codeMigrations,
    ...(recorded && { ownCommand: recorded.answer }),
    ...(stillUsed !== undefined && { stillUsed }),
    otherSql: changes
      .filter(({ path, after }) => after && /\.sql$/i.test(path) && !within(path, known))
      .map(({ path }) => path),
    unread: [
      ...headTree.unread.filter(
        ({ path }) => codePaths.has(path) || changed.has(path) || within(path, judged),
      ),
      ...changes.flatMap(describeLink),
    ],
  }
}

/** Whether the policy lets a path hold migrations. */
export function includes(policy: MigrationsPolicy): (path: string) => boolean {
  const under = (path: string, directory: string) => path.startsWith(`${trimSlashes(directory)}/`)
  return (path) =>
    (policy.paths === undefined || policy.paths.some((directory) => under(path, directory))) &&
    !policy.ignore.some((directory) => under(path, directory))
}

/** Files in the folders in which a change adds some. */
function besideThem(
  tree: MigrationTree,
  added: readonly string[],
): { readonly path: string; readonly text: string | undefined }[] {
  const folders = new Set(added.flatMap((path) => [directoryOf(path), directoryOf(directoryOf(path))]))
  return tree.paths
    .filter((path) => folders.has(directoryOf(path)) || folders.has(directoryOf(directoryOf(path))))
    .map((path) => ({ path, text: tree.text(path) }))
}

function trimSlashes(path: string): string {
  return path.replace(/^(\.?\/)+|(?<!\/)\/+$/g, '')
}

/** A migration is a file of its history's directory or of a folder in it. */
function touchedDirectories(paths: readonly string[]): Set<string> {
  return new Set(paths.flatMap((path) => [directoryOf(path), directoryOf(directoryOf(path))]))
}

/** A whole folder of migrations that is elsewhere: its files are not among the change's. */
function describeLink({ path, after }: Change): MigrationsSnapshot['unread'][number][] {
  if (after === undefined || !isMigrationFolder(path) || /\.\w+$/.test(path)) return []
  if (after.mode === '160000') return [{ path, why: 'it is a submodule' }]
  return after.mode === '120000' ? [{ path, why: 'it is a symbolic link' }] : []
}
