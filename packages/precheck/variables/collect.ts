import {
  findDocumentedVariables,
  findDynamicReads,
  findEnvironmentReads,
  isDocumentation,
  mayReadEnvironment,
} from '@operator/environment'
import { type Change, listTree, type Repository, type TreeEntry } from '@operator/git'
import { readTextFiles, streamTextFiles, type TextFile } from '../changes/text-files.ts'
import { likelySlip } from '../ci/closest-names.ts'
import type { NewVariable, VariablesFacts } from './facts.ts'

/** What is not the application: its tests, its dependencies, its generated files. */
const foreign =
  /(?:^|\/)(?:node_modules|vendor|dist|build|out|tests?|__tests__|specs?|fixtures?|testdata|examples?)\/|(?:^|[./_-])(?:test|spec)\.\w+$|_test\.\w+$|\.min\.js$/

const maxVariables = 500

/** Finds the variables that are newly read between base and head, and whether anything documents them. */
export async function collectVariables(
  repository: Repository,
  base: string | null,
  tree: readonly TreeEntry[],
  changes: readonly Change[],
): Promise<VariablesFacts> {
  const changed = changes.filter(({ path }) => mayReadEnvironment(path) && !foreign.test(path))
  const heads = await readTextFiles(
    repository,
    changed.flatMap(({ path, after }) => (after ? [{ path, ...after }] : [])),
  )
  const first = new Map<string, Omit<NewVariable, 'name' | 'documented' | 'near'>>()
  for (const { path, text } of heads.files) {
    for (const { name, line, from } of findEnvironmentReads(path, text)) {
      if (!first.has(name)) first.set(name, { path, line, ...(from !== undefined && { from }) })
    }
  }
  const documents = await readTextFiles(
    repository,
    tree.filter(({ path }) => isDocumentation(path)).slice(0, 1_500),
  )
  const documented = new Set(
    documents.files.flatMap(({ path, text }) => [...findDocumentedVariables(path, text)]),
  )
  if (first.size > 0 && base !== null) {
    for (const name of await readAtBase(repository, base, first)) first.delete(name)
  }
  const introduced = [...first].slice(0, maxVariables).map(([name, place]): NewVariable => {
    const near = documented.has(name) ? undefined : likelySlip(name, [...documented])
    return { name, ...place, documented: documented.has(name), ...(near !== undefined && { near }) }
  })
  return {
    introduced,
    more: first.size - introduced.length,
    files: heads.files.length,
    documents: documents.files.map(({ path }) => path).slice(0, 50),
    unread: [...heads.unread, ...documents.unread],
    dynamic: await findNewDynamicReads(repository, changed, heads.files),
  }
}

/** Places that read by a name which only a run knows, in files that do so more often than at the base. */
async function findNewDynamicReads(
  repository: Repository,
  changed: readonly Change[],
  heads: readonly TextFile[],
): Promise<NonNullable<VariablesFacts['dynamic']>> {
  const found = heads
    .map(({ path, text }) => ({ path, lines: findDynamicReads(path, text) }))
    .filter(({ lines }) => lines.length > 0)
  const entries = changed.flatMap(({ path, before }) =>
    before !== undefined && found.some((one) => one.path === path) ? [{ path, ...before }] : [],
  )
  const bases = new Map(
    (await readTextFiles(repository, entries)).files.map(({ path, text }) => [path, text]),
  )
  return found
    .filter(({ path, lines }) => lines.length > findDynamicReads(path, bases.get(path) ?? '').length)
    .flatMap(({ path, lines }) => lines.map((line) => ({ path, line })))
    .slice(0, 50)
}

/** Which of the names the base reads already, anywhere. */
async function readAtBase(
  repository: Repository,
  base: string,
  wanted: ReadonlyMap<string, unknown>,
): Promise<Set<string>> {
  const entries = (await listTree(repository, base)).filter(
    ({ path }) => mayReadEnvironment(path) && !foreign.test(path),
  )
  const found = new Set<string>()
  for await (const file of streamTextFiles(repository, entries)) {
    // What cannot be read at the base makes a variable look new: that asks more, not less.
    if ('unread' in file) continue
    for (const { name } of findEnvironmentReads(file.path, file.text)) if (wanted.has(name)) found.add(name)
    if (found.size === wanted.size) break
  }
  return found
}
