import { joinPath } from '../tree.ts'
import { needsNoTransaction } from './outside-transaction.ts'
import {
  compareNumeric,
  compareText,
  type RecogniseTool,
  type Section,
  section,
  type Version,
} from './tool.ts'

const name = /^([VUR])([\d._]*)__(.+)\.sql$/

/**
 * `V1_2__x.sql` by numeric parts, then `R__x.sql` by description; `U1_2__x.sql` undoes. A statement that cannot run in a
 * transaction makes Flyway run the whole file without one.
 */
export const flyway: RecogniseTool = (directory, tree) => {
  if (tree.hasAbove(directory.path, 'Cargo.toml')) return undefined
  const files = directory.files.flatMap((fileName) => {
    const match = name.exec(fileName)
    const [, prefix = '', version = '', description = ''] = match ?? []
    if (!match || (prefix === 'R') !== (version === '')) return []
    return [{ prefix, version: normalise(version), description, path: joinPath(directory.path, fileName) }]
  })
  if (!files.some(({ prefix }) => prefix === 'V')) return undefined
  const undo = new Map(
    files.filter(({ prefix }) => prefix === 'U').map(({ version, path }) => [version, path]),
  )
  const open = (path: string) =>
    section(tree, path, transaction(tree.text(path) ?? '', tree.text(`${path}.conf`) ?? ''))
  const versioned = files
    .filter(({ prefix }) => prefix === 'V')
    .map(({ version, path }): Version => {
      const down = undo.get(version)
      return {
        key: version,
        path,
        up: open(path),
        down: (down && open(down)) || (undo.size > 0 ? 'missing' : 'none'),
      }
    })
    .sort((a, b) => compareVersions(a.key, b.key))
  const repeatable = files
    .filter(({ prefix }) => prefix === 'R')
    .map(
      ({ description, path }): Version => ({
        key: `R__${description}`,
        path,
        up: open(path),
        down: 'none',
        repeatable: true,
      }),
    )
    .sort((a, b) => compareText(a.key, b.key))
  return {
    directory: directory.path,
    tool: 'Flyway',
    scope: 'script',
    versions: [...versioned, ...repeatable],
    problems: [],
  }
}

function normalise(version: string): string {
  return version
    .split(/[._]/)
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .join('.')
    .replace(/(\.0)+$/, '')
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.')
  const right = b.split('.')
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareNumeric(left[index] ?? '0', right[index] ?? '0')
    if (order !== 0) return order
  }
  return 0
}

function transaction(text: string, configuration: string): Section['transaction'] {
  if (/^[ \t]*executeInTransaction[ \t]*=\s*false/m.test(configuration)) return 'none'
  return needsNoTransaction(text) ? 'none' : 'file'
}
