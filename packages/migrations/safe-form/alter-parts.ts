import type { Action } from '@operator/postgres'
import type { RuleContext } from '../rules/rule.ts'

/** One of the things that an ALTER TABLE does, as its own text: `ADD CONSTRAINT …`, `ALTER COLUMN …`. */
export interface AlterPart {
  /** `ALTER TABLE public.users`, as it stands there. */
  readonly head: string
  readonly text: string
}

/** The part of its statement's text that an action was read from; undefined where parts and actions are not as many. */
export function partOf(action: Action, { statement }: RuleContext): AlterPart | undefined {
  const head =
    /^alter\s{1,20}table\s{1,20}(?:if\s{1,20}exists\s{1,20})?(?:only\s{1,20})?(?:"[^"\n]{1,200}"|[\w$.]{1,200}){1,3}/i.exec(
      statement.sql,
    )?.[0]
  if (head === undefined) return undefined
  const parts = splitTopLevel(statement.sql.slice(head.length), ',').map((text) => text.trim())
  const text =
    parts.length === statement.actions.length ? parts[statement.actions.indexOf(action)] : undefined
  // What is put behind a comment would be a part of it.
  return text === undefined || text === '' || text.includes('--') ? undefined : { head, text }
}

/** Splits where the separator stands outside of brackets, quotes and comments. */
export function splitTopLevel(sql: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const { at, word } of topLevelWords(sql)) {
    if (word !== separator) continue
    parts.push(sql.slice(start, at))
    start = at + 1
  }
  return [...parts, sql.slice(start)]
}

const token = /'(?:[^']|'')*'|"[^"]*"|\$[A-Za-z_]?[\w]{0,60}\$|--[^\n]*|[A-Za-z_][\w$]*|[()[\],;]/g

/** Words and marks outside of brackets. A text between dollars is passed over. */
export function* topLevelWords(sql: string): Generator<{ readonly at: number; readonly word: string }> {
  let depth = 0
  let dollar: string | undefined
  for (const { 0: word, index: at } of sql.matchAll(token)) {
    if (dollar !== undefined) {
      if (word === dollar) dollar = undefined
    } else if (word.startsWith('$')) dollar = word
    else if (word === '(' || word === '[') depth += 1
    else if (word === ')' || word === ']') depth -= 1
    else if (depth === 0 && !/^['"-]/.test(word)) yield { at, word: word.toUpperCase() }
  }
}
