import { quoteLiteral } from './database.ts'

export interface SeedColumn {
  readonly name: string
  /** `format_type` of the column, or of the domain's base type. */
  readonly type: string
  readonly category: string
  readonly enumLabels: readonly string[]
  /** Literals of the CHECK constraints on this column: the values that they allow are usually among them. */
  readonly checkLiterals: readonly string[]
  /** Numbers with which CHECK constraints compare the value's length. */
  readonly checkLengths: readonly number[]
}

const texts = [
  (n: number) => `seed${n}`,
  (n: number) => `user${n}@example.com`,
  (n: number) => `https://example.com/${n}`,
  (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  (n: number) => String(n),
  (n: number) => String.fromCharCode(96 + (((n - 1) % 26) + 1)),
  () => '{}',
  (n: number) => 'x'.repeat(40) + n,
]

/** How many different guesses there are for a column before its table is given up. */
export const seedAttempts = texts.length

/** A literal for the n-th row (1, 2, …), different for different n where the type allows; undefined for a type without a guess. */
export function seedValue(column: SeedColumn, n: number, attempt: number): string | undefined {
  const { checkLiterals, enumLabels, type } = column
  if (enumLabels.length > 0) return quoteLiteral(enumLabels[(n - 1 + attempt) % enumLabels.length] ?? '')
  if (checkLiterals.length > 0 && attempt % 2 === 0) {
    return quoteLiteral(checkLiterals[(n - 1 + attempt / 2) % checkLiterals.length] ?? '')
  }
  if (type.endsWith('[]')) return quoteLiteral('{}')
  const [base = type] = type.split('(')
  const length = column.checkLengths[attempt % Math.max(column.checkLengths.length, 1)]
  const limit = Number(/\((\d+)/.exec(type)?.[1] ?? Number.MAX_SAFE_INTEGER)
  switch (base.replace(/ with(out)? time zone$/, '').replace(/ with(out)? time zone/, '')) {
    case 'boolean':
      return n % 2 === 1 ? 'true' : 'false'
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'oid':
    case 'real':
    case 'double precision':
    case 'money':
      return String(n + attempt)
    case 'numeric':
      return /\(\d+,/.test(type) && Number(/\((\d+)/.exec(type)?.[1]) === Number(/,(\d+)/.exec(type)?.[1])
        ? `0.${n}`
        : String(n)
    case 'uuid':
      return quoteLiteral(`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
    case 'timestamp':
    case 'date':
      return quoteLiteral(`2024-01-${String(((n - 1) % 28) + 1).padStart(2, '0')}`)
    case 'time':
      return quoteLiteral(`10:00:${String(n % 60).padStart(2, '0')}`)
    case 'interval':
      return quoteLiteral(`${n} days`)
    case 'json':
    case 'jsonb':
      return attempt % 2 === 0 ? quoteLiteral('{}') : quoteLiteral('[]')
    case 'bytea':
      return quoteLiteral(
        `\\x${String(n)
          .padStart(2, '0')
          .repeat(attempt === 0 ? 1 : 16)}`,
      )
    case 'inet':
    case 'cidr':
      return quoteLiteral(`10.0.0.${n % 255}`)
    case 'macaddr':
      return quoteLiteral(`08:00:2b:01:02:${String(n % 90).padStart(2, '0')}`)
    case 'point':
      return quoteLiteral(`(${n},${n})`)
    case 'bit':
      return `B${quoteLiteral('1'.repeat(Number.isFinite(limit) && limit < 1_000 ? limit : 1))}`
    case 'bit varying':
      return `B'1'`
    case 'xml':
      return quoteLiteral(`<seed n="${n}"/>`)
    case 'hstore':
      return quoteLiteral(`seed=>${n}`)
    case 'ltree':
      return quoteLiteral(`seed.n${n}`)
    case 'tsvector':
    case 'tsquery':
      return quoteLiteral('seed')
    case 'jsonpath':
      return quoteLiteral('$')
    default:
      break
  }
  if (column.category === 'R') return quoteLiteral('empty')
  if (column.category !== 'S' && !['citext', 'name', 'character', '"char"'].includes(base)) return undefined
  const text =
    length === undefined ? (texts[attempt % texts.length]?.(n) ?? '') : String(n).padStart(length, '0')
  // A short column keeps the end, where the number is.
  return quoteLiteral(text.length > limit ? text.slice(-limit) : text)
}
