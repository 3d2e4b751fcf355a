/**
 * The line of a migration's source that most likely sends a statement: the first of those that hold most of the names in it. 1
 * where no line holds any.
 */
export function findLine(sql: string, source: string): number {
  const names = [...new Set(sql.match(/[A-Za-z_][\w$]{2,62}/g) ?? [])].filter(
    (name) => !common.has(name.toLowerCase()),
  )
  let best = 0
  let found = 1
  for (const [index, text] of source.split('\n').entries()) {
    const words = new Set(text.match(/[A-Za-z_][\w$]*/g) ?? [])
    const score = names.filter((name) => words.has(name)).length
    if (score <= best) continue
    best = score
    found = index + 1
  }
  return found
}

/** Words of SQL that a program's line holds as well. */
const common: ReadonlySet<string> = new Set(
  'add all alter and begin cascade check column commit constraint create default delete drop exists false from function get if index insert int integer into key not null on or primary public references return select serial set table text to true type unique update values varchar varying where with'.split(
    ' ',
  ),
)
