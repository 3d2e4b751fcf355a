import type { Segment } from './segments.ts'
import { toSnake } from './spellings.ts'
import type { Use, Wanted } from './use.ts'

const word = /[A-Za-z_$][\w$]*/g
/** What query builders call with a table's name. */
const tableCall =
  /\b(?:from|into|join|leftJoin|innerJoin|rightJoin|fullJoin|table|selectFrom|insertInto|updateTable|deleteFrom|knex|db|withSchema|rpc|of)\(\s{0,8}$/
const notTables = /\b(?:Array|Buffer|Object|String|Date|Iterator|ReadableStream)\.(?:from|of)\(\s{0,8}$/

/** Words of a program that may mean what is gone: what neither SQL nor a mapping says. */
export function findWordUses(segments: readonly Segment[], wanted: Wanted): Use[] {
  const forms = new Set(wanted.forms)
  const owners = new Set(wanted.ownerForms)
  return segments.flatMap(({ kind, text, start }, index) => {
    if (kind === 'comment' || !wanted.forms.some((form) => text.includes(form))) return []
    const before = segments[index - 1]?.text ?? ''
    if (kind === 'string' && forms.has(text)) return judgeString(text, start, before, wanted)
    return [...text.matchAll(word)].flatMap(({ 0: found, index: at }): Use[] => {
      if (!forms.has(found)) return []
      const sure = judgeWord(text, at, found, wanted, owners, kind)
      return sure === undefined ? [] : [{ offset: start + at, certainty: sure, how: 'word' }]
    })
  })
}

/** A string that is the name and nothing else. */
function judgeString(text: string, offset: number, before: string, { taken, commonplace }: Wanted): Use[] {
  if (text !== taken.name) return []
  const relation = taken.kind === 'table' || taken.kind === 'view' || taken.kind === 'function'
  if (relation) {
    const called = tableCall.test(before.slice(-60)) && !notTables.test(before.slice(-60))
    if (called) return [{ offset, certainty: 'certain', how: 'query builder' }]
  }
  // One word may be a label, a route, a tag.
  if (relation && !hasSeveralWords(text)) return []
  return commonplace && taken.kind !== 'enum-value' ? [] : [{ offset, certainty: 'possible', how: 'word' }]
}

function judgeWord(
  text: string,
  at: number,
  found: string,
  { taken, commonplace }: Wanted,
  owners: ReadonlySet<string>,
  kind: Segment['kind'],
): Use['certainty'] | undefined {
  if (taken.kind === 'enum-value') return undefined
  const qualifier =
    taken.kind === 'column'
      ? /([A-Za-z_$][\w$]{0,127})(\?\.|\.|->|::)$/.exec(text.slice(Math.max(0, at - 132), at))
      : null
  const owner = qualifier?.[1]
  if (owner !== undefined && owners.has(owner)) {
    const table = (taken.on ?? '').split('.').at(-1)
    // Diesel's own path, or what stands in a text as SQL.
    const exact = owner === table && found === taken.name
    return exact && (qualifier?.[2] === '::' || (kind === 'string' && qualifier?.[2] === '.'))
      ? 'certain'
      : 'possible'
  }
  if (commonplace) return undefined
  const after = text.slice(at + found.length, at + found.length + 10)
  if (found === taken.name && kind === 'code') {
    // Diesel's own path of a table, and its declaration of a function of the database.
    if (taken.kind === 'table' && /^::(?:table|dsl)\b/.test(after)) return 'certain'
    if (
      taken.kind === 'function' &&
      /\bsql_function!\(\s{0,40}fn\s{1,4}$/.test(text.slice(Math.max(0, at - 80), at))
    )
      return 'certain'
  }
  // A function or a module that is called like it.
  if (taken.kind !== 'column' && taken.kind !== 'function' && isDeclaredOrCalled(text, at, found))
    return undefined
  // A class or variable that is called like a table's row is no use of the table.
  if (taken.kind !== 'column' && found !== taken.name) return undefined
  // One word of a name is found in prose and in other things; several joined ones hardly are.
  return hasSeveralWords(taken.name) ? 'possible' : undefined
}

function isDeclaredOrCalled(text: string, at: number, found: string): boolean {
  return (
    /^\s{0,8}(?:\(|::\w|!)/.test(text.slice(at + found.length, at + found.length + 12)) ||
    /(?:\b(?:fn|func|def|function|mod|use|import|class|struct|type|interface)\s{1,4}|::|\bto\()$/.test(
      text.slice(Math.max(0, at - 20), at),
    )
  )
}

function hasSeveralWords(name: string): boolean {
  return toSnake(name).includes('_')
}
