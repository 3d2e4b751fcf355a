import { partOf, topLevelWords } from './alter-parts.ts'
import { laterRelease, quoteName, type SafeForm } from './safe-form.ts'

/** A column of the new type beside the old one. */
export const replaceColumn: SafeForm = (action, context) => {
  if (action.kind !== 'alter-column-type') return undefined
  const part = partOf(action, context)
  const words = part ? [...topLevelWords(part.text)] : []
  // `ALTER COLUMN type TYPE text`: the column may be called like the word.
  const start = words.filter(({ word }) => word === 'TYPE')[action.column.toUpperCase() === 'TYPE' ? 1 : 0]
  if (part === undefined || start === undefined) return undefined
  const using = words.find(({ word, at }) => word === 'USING' && at > start.at)
  const type = part.text.slice(start.at + 'TYPE'.length, using?.at).trim()
  const on = `ALTER TABLE ${quoteName(action.table)}`
  const [old, next] = [quoteName(action.column), quoteName(`${action.column}_new`)]
  return [
    `${on} ADD COLUMN ${next} ${type};`,
    '-- write both columns, fill the new one in batches, read the new one;',
    laterRelease,
    `${on} DROP COLUMN ${old};`,
    `${on} RENAME COLUMN ${next} TO ${old};`,
  ].join('\n')
}

const endOfDefault: ReadonlySet<string> = new Set(
  'NOT NULL CHECK UNIQUE PRIMARY REFERENCES CONSTRAINT COLLATE GENERATED STORAGE COMPRESSION DEFERRABLE INITIALLY'.split(
    ' ',
  ),
)

/** A default for new rows only; old ones are filled in batches. */
export const defaultAfterwards: SafeForm = (action, context) => {
  if (action.kind !== 'add-column') return undefined
  const part = partOf(action, context)
  const words = part ? [...topLevelWords(part.text)] : []
  const start = words.find(({ word }) => word === 'DEFAULT')
  if (part === undefined || start === undefined) return undefined
  const end = words.find(({ word, at }) => at > start.at && endOfDefault.has(word))?.at ?? part.text.length
  const value = part.text.slice(start.at + 'DEFAULT'.length, end).trim()
  const rest = `${part.text.slice(0, start.at).trim()} ${part.text.slice(end)}`.trim()
  const nullable = rest.replace(/\s{1,40}not\s{1,40}null\b/i, '')
  const on = `ALTER TABLE ${quoteName(action.table)}`
  const column = quoteName(action.column.name)
  return [
    `${part.head} ${nullable};`,
    `${on} ALTER COLUMN ${column} SET DEFAULT ${value};`,
    `-- fill the old rows in batches: UPDATE ${quoteName(action.table)} SET ${column} = ${value} WHERE ${column} IS NULL …`,
  ].join('\n')
}
