/** One line of PostgreSQL's csvlog, as far as a recording needs it. */
export interface LogLine {
  readonly session: string
  readonly user: string
  /** `backend/number`: the same for all that one transaction logs; empty outside of any. */
  readonly virtualTransaction: string
  readonly severity: string
  readonly sqlState: string
  readonly message: string
  readonly detail: string
  /** What was running when an error was logged. */
  readonly query: string
}

/** Where the columns are since PostgreSQL 14 (https://www.postgresql.org/docs/current/runtime-config-logging.html, CSV). */
const columns = 26

/** Reads a csvlog. A last row that is not yet whole is left out. Throws where a row has another shape. */
export function readCsvLog(text: string): LogLine[] {
  return readRows(text).map((row) => {
    if (row.length < columns) throw new Error(`A row of PostgreSQL's log has ${row.length} columns.`)
    const at = (index: number) => row[index] ?? ''
    return {
      session: at(5),
      user: at(1),
      virtualTransaction: at(9),
      severity: at(11),
      sqlState: at(12),
      message: at(13),
      detail: at(14),
      query: at(19),
    }
  })
}

/** Fields may be quoted, and hold line breaks and doubled quotes then. */
function readRows(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at)
    if (field === undefined) break
    row.push(field.value)
    const after = text[field.end]
    if (after === undefined) break
    if (after === '\n') {
      rows.push(row)
      row = []
    }
    at = field.end + 1
  }
  return rows
}

interface Field {
  readonly value: string
  readonly end: number
}

function readPlain(text: string, start: number): Field {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
  return { value: text.slice(start, end), end }
}

function readQuoted(text: string, start: number): Field | undefined {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] === '"') continue
    return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 }
  }
  return undefined
}
