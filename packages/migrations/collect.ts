import { diffTrees, type Range } from '@operator/git'
import type { Rehearse } from '@operator/rehearsal'
import { mayBeCodeMigration, recogniseCodeMigration } from './code-migrations.ts'
import { collectHistory } from './collect-history.ts'
import { compareHistories, type HistoryChange } from './compare-histories.ts'
import { findHistories, mayMatter } from './find.ts'
import type { MigrationsPolicy } from './policy.ts'
import { readMigrationTree } from './read-tree.ts'
import type { MigrationsSnapshot } from './snapshot.ts'
import type { History } from './tools/tool.ts'
import { directoryOf, fileNameOf } from './tree.ts'

/** The major that is assumed when the policy names none: PGlite's. */
export const defaultMajor = 18

/**
 * Finds the migrations that a change adds or touches, parses and rehearses them. `rehearse` is undefined where no engine is
 * available, which the snapshot then says.
 */
export async function collectMigrations(
  range: Range,
  policy: MigrationsPolicy,
  rehearse: Rehearse | undefined,
): Promise<MigrationsSnapshot> {
  const { repository, base, head } = range
  const included = includes(policy)
  const changes = (await diffTrees(repository, base, head)).filter(({ path }) => included(path))
  const changed = new Set(changes.map(({ path }) => path))
  const touched = touchedDirectories([...changed].filter(mayMatter))
  const codePaths = new Set(
    changes.filter(({ path, after }) => after && mayBeCodeMigration(path)).map(({ path }) => path),
  )
  const near = (path: string) =>
    mayMatter(path) && (touched.has(directoryOf(path)) || touched.has(directoryOf(directoryOf(path))))
  const headTree = await readMigrationTree(repository, head, (path) => near(path) || codePaths.has(path))
  const baseTree = await readMigrationTree(repository, base, near)
  const inTouched = (directory: string) => touched.has(directory) && included(`${directory}/`)
  const headHistories = findHistories(headTree.tree, inTouched)
  const baseHistories = findHistories(baseTree.tree, inTouched)

  const pairs = pairHistories(headHistories, baseHistories)
  const affected = pairs.filter((pair) => pair.added.length > 0 || pair.problems.length > 0)
  const histories: MigrationsSnapshot['histories'][number][] = []
  for (const pair of affected) {
    histories.push(await collectHistory({ pair, tree: headTree.tree, changed, policy, rehearse }))
  }
  const codeMigrations = [...codePaths].flatMap(
    (path) => recogniseCodeMigration(path, headTree.tree.text(path)) ?? [],
  )
  const judged = (path: string) =>
    affected.some(({ head: { directory } }) => path.startsWith(`${directory}/`) || directory === '')
  return {
    postgres: policy.postgres ?? defaultMajor,
    postgresNamed: policy.postgres !== undefined,
    histories,
    untouched: pairs.length - affected.length,
    codeMigrations,
    unread: headTree.unread.filter(({ path }) => codePaths.has(path) || changed.has(path) || judged(path)),
  }
}

function includes(policy: MigrationsPolicy): (path: string) => boolean {
  const under = (path: string, directory: string) => path.startsWith(`${directory.replace(/\/+$/, '')}/`)
  return (path) =>
    (policy.paths === undefined || policy.paths.some((directory) => under(path, directory))) &&
    !policy.ignore.some((directory) => under(path, directory))
}

/** A migration is a file of its history's directory or of a folder in it. */
function touchedDirectories(paths: readonly string[]): Set<string> {
  return new Set(paths.flatMap((path) => [directoryOf(path), directoryOf(directoryOf(path))]))
}

/** Pairs by directory; a history that moved is paired with the one it came from, by its file names. */
function pairHistories(heads: readonly History[], bases: readonly History[]): HistoryChange[] {
  const byDirectory = new Map(bases.map((history) => [history.directory, history]))
  const left = bases.filter(({ directory }) => !heads.some((history) => history.directory === directory))
  return heads.map((head) => {
    const same = byDirectory.get(head.directory) ?? left.find((history) => isMoved(history, head))
    return compareHistories(head, same)
  })
}

function isMoved(from: History, to: History): boolean {
  const names = new Set(to.versions.map(({ key, path }) => `${key} ${fileNameOf(path)}`))
  const kept = from.versions.filter(({ key, path }) => names.has(`${key} ${fileNameOf(path)}`))
  return from.versions.length > 0 && kept.length * 2 > from.versions.length
}
