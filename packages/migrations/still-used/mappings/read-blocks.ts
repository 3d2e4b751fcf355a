import { toSnake } from '../spellings.ts'
import type { MappedName } from './mapping.ts'

/** How a class, model or table is written, line by line. Each pattern's first group is the name. */
export interface BlockGrammar {
  /** The line that opens a class: its name, or the table's own when `opensTable`. */
  readonly opens: RegExp
  readonly opensTable?: true
  readonly kind?: 'enum'
  /** A line of the block, or just above it, that states the table. */
  readonly table?: RegExp
  /** A field's line. */
  readonly field: RegExp
  /** The column that a field's line, or the one above it, states. */
  readonly column?: RegExp
  /** The field's own name is a column as well as what it may become. Default: both. */
  readonly fieldIsColumn?: false
  /** Fields may stand deeper than the first line of the block, as in lists. */
  readonly deep?: true
}

interface Block {
  readonly className: string
  readonly indent: number
  readonly offset: number
  /** Where the block's own lines begin: deeper ones are bodies. */
  inner: number | undefined
  table: string | undefined
  readonly fields: { readonly names: readonly string[]; readonly offset: number }[]
}

interface Line {
  readonly text: string
  readonly offset: number
}

/** Lines above a class that may state its table: annotations and attributes. */
const linesAbove = 6
const longestLine = 2_000

export function readBlocks(text: string, grammar: BlockGrammar): MappedName[] {
  const found: MappedName[] = []
  let block: Block | undefined
  let above: Line[] = []
  let offset = 0
  const close = () => {
    if (block !== undefined) found.push(...describe(block, grammar))
    block = undefined
  }
  for (const line of text.split('\n')) {
    const here = offset
    offset += line.length + 1
    if (line.length > longestLine) continue
    const indent = line.length - line.trimStart().length
    const opened = stated(grammar.opens, line)
    if (opened !== undefined) {
      close()
      block = {
        className: opened,
        indent,
        inner: undefined,
        offset: here + line.indexOf(opened),
        table: undefined,
        fields: [],
      }
      if (grammar.opensTable) block.table = opened
      for (const earlier of [...above, { text: line }])
        block.table = stated(grammar.table, earlier.text) ?? block.table
      above = []
      continue
    }
    const ends =
      block !== undefined && line.trim() !== '' && indent <= block.indent && !/^[)\]{]/.test(line.trim())
    if (block !== undefined && ends) {
      // What closes the block may still state its table.
      if (line.trim().startsWith('}')) block.table = stated(grammar.table, line) ?? block.table
      close()
    }
    if (block === undefined) {
      above = [...above.slice(1 - linesAbove), { text: line, offset: here }]
      continue
    }
    const table = stated(grammar.table, line)
    if (table !== undefined) {
      block.table = table
      continue
    }
    if (block.inner === undefined && indent > block.indent) block.inner = indent
    const field = grammar.deep || indent === block.inner ? stated(grammar.field, line) : undefined
    const lines = [{ text: line, offset: here }, ...above.slice(-1)]
    above = [{ text: line, offset: here }]
    if (field === undefined) continue
    const stating = lines.find(({ text: one }) => stated(grammar.column, one) !== undefined)
    const column = stated(grammar.column, stating?.text ?? '')
    if (column === undefined && grammar.fieldIsColumn === false) continue
    const at = stating ?? { text: line, offset: here }
    block.fields.push({
      names: column === undefined ? [field, toSnake(field)] : [column],
      offset: at.offset + Math.max(0, at.text.indexOf(column ?? field)),
    })
  }
  close()
  return found
}

function stated(pattern: RegExp | undefined, line: string): string | undefined {
  const match = pattern?.exec(line)
  return match?.slice(1).find((group) => group !== undefined)
}

function describe({ className, table, offset, fields }: Block, grammar: BlockGrammar): MappedName[] {
  const shared = { owner: table, className }
  const members = fields.map(
    (field): MappedName => ({ ...shared, ...field, kind: grammar.kind === 'enum' ? 'enum-value' : 'column' }),
  )
  return grammar.kind === 'enum' ? members : [{ ...shared, kind: 'table', names: [], offset }, ...members]
}
