import { type Change, diffTrees, type Range } from '@operator/git'
import type { Rehearse } from '@operator/rehearsal'
import { mayBeCodeMigration, recogniseCodeMigration } from './code-migrations.ts'
import { collectHistory } from './collect-history.ts'
import { findHistories, mayMatter } from './find.ts'
import { mergeTrees } from './merge-trees.ts'
import { pairHistories } from './pair-histories.ts'
import type { MigrationsPolicy } from './policy.ts'
import { readMigrationTree } from './read-tree.ts'
import type { MigrationsSnapshot } from './snapshot.ts'
import { readTableSizes, unknownSizes } from './table-sizes.ts'
import { isMigrationFolder } from './tools/migration-folder.ts'
import { directoryOf, fileNameOf } from './tree.ts'

/** The major that is assumed when the policy names none: PGlite's. */
export const defaultMajor = 18

/**
 * Finds the migrations that a change adds or touches, parses and rehearses them. `rehearse` is undefined where no engine is
 * available, which the snapshot then says. `target` is the tip of the branch that the change goes to, when that has moved on:
 * what was merged there since counts as merged.
 */
export async function collectMigrations(
  range: Range,
  policy: MigrationsPolicy,
  rehearse: Rehearse | undefined,
  target?: string,
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
  )
  const sizes =
    policy.stats === undefined ? unknownSizes : readTableSizes(policy.stats, baseTree.tree.text(policy.stats))
  const affected = pairs.filter((pair) => pair.added.length > 0 || pair.problems.length > 0)
  const histories: MigrationsSnapshot['histories'][number][] = []
  for (const pair of affected) {
    histories.push(await collectHistory({ pair, tree, changed, policy, rehearse, sizes }))
  }
  const codeMigrations = [...codePaths].flatMap(
    (path) => recogniseCodeMigration(path, headTree.tree.text(path)) ?? [],
  )
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

function includes(policy: MigrationsPolicy): (path: string) => boolean {
  const under = (path: string, directory: string) => path.startsWith(`${trimSlashes(directory)}/`)
  return (path) =>
    (policy.paths === undefined || policy.paths.some((directory) => under(path, directory))) &&
    !policy.ignore.some((directory) => under(path, directory))
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
