import type { Action } from '@operator/postgres'
import type { RuleContext } from '../rules/rule.ts'

/** The statement as SQL that does the same without the harm, in the statement's own names; undefined where it cannot be told. */
export type SafeForm = (action: Action, context: RuleContext) => string | undefined

/** Where the rest belongs, as a comment that stands above it. */
export const laterMigration = '-- in a later migration:'
export const laterRelease = '-- once no running release needs the old one:'

/** Above what PostgreSQL refuses in a transaction. */
export const noTransaction = '-- in a migration without a transaction:'

/** A name as SQL: quoted only where PostgreSQL would read it otherwise. */
export function quoteName(name: string): string {
  return name
    .split('.')
    .map((part) =>
      /^[a-z_][a-z0-9_$]*$/.test(part) && !reserved.has(part) ? part : `"${part.replaceAll('"', '""')}"`,
    )
    .join('.')
}

/** PostgreSQL's reserved words, which no name may be without quotes. */
const reserved: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create current_catalog
  current_date current_role current_time current_timestamp current_user default deferrable desc distinct do else end except false
  fetch for foreign from grant group having in initially intersect into lateral leading limit localtime localtimestamp not null
  offset on only or order placing primary references returning select session_user some symmetric system_user table then to
  trailing true union unique user using variadic when where window with`.split(/\s+/),
)
