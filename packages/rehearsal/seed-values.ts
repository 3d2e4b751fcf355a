import { quoteLiteral } from './database.ts'
import type { SeedTableColumn } from './seed-tables.ts'

export type SeedColumn = Pick<
  SeedTableColumn,
  'name' | 'type' | 'category' | 'enumLabels' | 'checks' | 'bounds'
>

export interface SeedPlace {
  /** Which row: 1, 2, … */
  readonly row: number
  /** Which guess for it, from 0. */
  readonly attempt: number
  /** Which column of the table, from 0: a later timestamp column gets a later time. */
  readonly position: number
}

const texts = [
  (n: number) => `seed${n}`,
  (n: number) => `user${n}@example.com`,
  (n: number) => `https://example.com/${n}`,
  uuid,
  (n: number) => String(n),
  (n: number) => String.fromCharCode(96 + (((n - 1) % 26) + 1)),
  () => '{}',
  (n: number) => 'x'.repeat(40) + n,
]

/** How many different guesses there are for a column before its table is given up. */
export const seedAttempts = texts.length

/** Far from what migrations write themselves, so that their own rows do not collide with made-up ones. */
const farIntegers: Readonly<Record<string, number>> = {
  smallint: 32_000,
  integer: 900_000_000,
  bigint: 900_000_000,
}

/** A literal for one row, different for different rows where the type allows; undefined for a type without a guess. */
export function seedValue(column: SeedColumn, place: SeedPlace): string | undefined {
  const { row, attempt } = place
  const { enumLabels, type } = column
  if (enumLabels.length > 0) return quoteLiteral(enumLabels[(row - 1 + attempt) % enumLabels.length] ?? '')
  const bounds = column.bounds.flatMap(literals)
  if (bounds.length > 0) return quoteLiteral(bounds[attempt % bounds.length] ?? '')
  const allowed = column.checks.flatMap(literals).filter((literal) => !/[\^$[\](){}*+?|\\]/.test(literal))
  if (allowed.length > 0 && attempt % 4 !== 3)
    return quoteLiteral(allowed[(row - 1 + attempt) % allowed.length] ?? '')
  const base = baseType(type)
  if (type.endsWith('[]')) return attempt % 2 === 0 ? `'{}'` : `'{1}'`
  return seedScalar(column, base, place)
}

function seedScalar(column: SeedColumn, base: string, place: SeedPlace): string | undefined {
  const { row, attempt, position } = place
  switch (base) {
    case 'boolean':
      return (row + (attempt >> 1)) % 2 === 1 ? 'true' : 'false'
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'oid':
    case 'real':
    case 'double precision':
    case 'money':
    case 'numeric':
      return seedNumber(column, base, place)
    case 'uuid':
      return quoteLiteral(uuid(row))
    case 'timestamp':
    case 'date':
      return quoteLiteral(`2024-${twoDigits(((row - 1) % 12) + 1)}-${twoDigits((position % 28) + 1)}`)
    case 'time':
      return quoteLiteral(`${twoDigits(8 + (position % 12))}:00:${twoDigits(row % 60)}`)
    case 'interval':
      return quoteLiteral(`${row} days`)
    case 'json':
    case 'jsonb':
      return attempt % 2 === 0 ? quoteLiteral('{}') : quoteLiteral('[]')
    case 'bytea': {
      const length = lengthOf(column, attempt) ?? (attempt === 0 ? 1 : 16)
      return quoteLiteral(`\\x${row.toString(16).padStart(length * 2, '0')}`)
    }
    case 'inet':
    case 'cidr':
      return quoteLiteral(`10.0.0.${row % 255}`)
    case 'macaddr':
      return quoteLiteral(`08:00:2b:01:02:${twoDigits(row % 90)}`)
    case 'point':
      return quoteLiteral(`(${row},${row})`)
    case 'bit': {
      const limit = limitOf(column.type)
      return `B${quoteLiteral('1'.repeat(limit < 1_000 ? limit : 1))}`
    }
    case 'bit varying':
      return `B'1'`
    case 'xml':
      return quoteLiteral(`<seed n="${row}"/>`)
    case 'hstore':
      return quoteLiteral(`seed=>${row}`)
    case 'ltree':
      return quoteLiteral(`seed.n${row}`)
    case 'tsvector':
    case 'tsquery':
      return quoteLiteral('seed')
    case 'jsonpath':
      return quoteLiteral('$')
    default:
      return seedText(column, base, place)
  }
}

function seedNumber({ checks, type }: SeedColumn, base: string, { row, attempt }: SeedPlace): string {
  const scale = /\((\d+),(\d+)\)/.exec(type)
  if (scale !== null && scale[1] === scale[2]) return `0.${row}`
  // Numbers that a CHECK compares with: what it allows is usually just above or just below one of them.
  const numbers = checks.flatMap((check) =>
    [...check.matchAll(/[=<>(] *(-?\d{1,18})\b/g)].map((match) => match[1] ?? '0'),
  )
  const near = numbers[(attempt >> 1) % Math.max(numbers.length, 1)]
  if (near !== undefined) return String(BigInt(near) + BigInt(attempt % 2 === 0 ? row : -row))
  const far = farIntegers[base]
  return attempt === 0 && far !== undefined ? String(far + row) : String(row + attempt)
}

function seedText(column: SeedColumn, base: string, { row, attempt }: SeedPlace): string | undefined {
  if (column.category === 'R') return quoteLiteral('empty')
  if (column.category !== 'S' && !['citext', 'name', 'character', '"char"'].includes(base)) return undefined
  const length = lengthOf(column, attempt)
  const text =
    length === undefined ? (texts[attempt % texts.length]?.(row) ?? '') : String(row).padStart(length, '0')
  const limit = limitOf(column.type)
  // A short column keeps the end, where the number is.
  return quoteLiteral(text.length > limit ? text.slice(-limit) : text)
}

/** `public.ltree`, `timestamp(3) without time zone` → `ltree`, `timestamp`. */
function baseType(type: string): string {
  const [name = type] = type.replace(/\[\]$/, '').split('(')
  return name.replace(/ with(out)? time zone$/, '').replace(/^("[^"]*"|\w+)\./, '')
}

function limitOf(type: string): number {
  return Number(/\((\d+)/.exec(type)?.[1] ?? Number.MAX_SAFE_INTEGER)
}

function literals(definition: string): string[] {
  return [...definition.matchAll(/'([^']{1,100})'/g)].map((match) => match[1] ?? '')
}

/** `CHECK (octet_length(digest) = 32)`: what a value's length is compared with. */
function lengthOf({ checks }: SeedColumn, attempt: number): number | undefined {
  const lengths = checks
    .filter((check) => /length\(/.test(check))
    .flatMap((check) => [...check.matchAll(/[=<>] \(?(\d{1,4})\b/g)].map((match) => Number(match[1])))
  return lengths[attempt % Math.max(lengths.length, 1)]
}

function uuid(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

function twoDigits(n: number): string {
  return String(n).padStart(2, '0')
}
