import type { Directory, MigrationTree } from '../tree.ts'

export type Dialect = 'postgresql' | 'mysql' | 'sqlite' | 'other' | 'unknown'

/** One direction of a migration. */
export interface Section {
  readonly path: string
  readonly text: string
  /** The file's line on which the text begins. */
  readonly firstLine: number
  /**
   * `file`: the tool opens a transaction; `implicit`: it sends the text as one query, which is a transaction when it holds several
   * statements; `pipeline`: it sends its own bookkeeping along, so that even one statement is in a transaction; `none`: each
   * statement is sent and committed by itself.
   */
  readonly transaction: 'file' | 'none' | 'implicit' | 'pipeline'
  /** For a text that is not the file's own: the line of the file that a statement comes from. */
  readonly lineOf?: (sql: string) => number
}

export interface Version {
  /** What the tool orders by and stores: equal keys collide. */
  readonly key: string
  readonly path: string
  /** Undefined when the text could not be read. */
  readonly up: Section | undefined
  /** `none`: this tool has no down scripts; `missing`: it has, and this migration brings none; `not-run`: only its own command knows. */
  readonly down: Section | 'none' | 'missing' | 'not-run'
  /** Applied again whenever its content changes. */
  readonly repeatable?: boolean
}

export interface FileProblem {
  readonly ruleId: string
  readonly path: string
  readonly message: string
  readonly remedy: string
  /** `warning` where the tool copes with it. */
  readonly level: 'error' | 'warning'
}

/** The migrations of one directory in the order in which the tool applies them. */
export interface History {
  readonly directory: string
  readonly tool: string
  readonly dialect: Dialect
  /** `set`: all pending migrations run in one transaction. */
  readonly scope: 'script' | 'set'
  readonly versions: readonly Version[]
  readonly problems: readonly FileProblem[]
}

/** Reads one directory as its own, or undefined when it is another tool's. Pure. */
export type RecogniseTool = (
  directory: Directory,
  tree: MigrationTree,
) => (Omit<History, 'dialect'> & { readonly dialect?: Dialect }) | undefined

/** By number of arbitrary length, then by text. */
export function compareNumeric(a: string, b: string): number {
  const left = a.replace(/^0+(?=\d)/, '')
  const right = b.replace(/^0+(?=\d)/, '')
  return left.length - right.length || compareText(left, right)
}

/** By code units, as most languages' plain sort does. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function section(
  tree: MigrationTree,
  path: string,
  transaction: Section['transaction'],
): Section | undefined {
  const text = tree.text(path)
  return text === undefined ? undefined : { path, text, firstLine: 1, transaction }
}
