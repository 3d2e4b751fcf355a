/** Each type's own widenings: every value of the left one can be read as any of the right ones. */
const widenings: Readonly<Record<string, readonly string[]>> = {
  int2: ['int4', 'int8', 'numeric', 'float4', 'float8'],
  int4: ['int8', 'numeric', 'float8'],
  int8: ['numeric'],
  float4: ['float8'],
  date: ['timestamp', 'timestamptz'],
  timestamp: ['timestamptz'],
  timestamptz: ['timestamp'],
  varchar: ['text', 'citext'],
  bpchar: ['text', 'varchar', 'citext'],
  text: ['varchar', 'citext'],
  citext: ['text', 'varchar'],
  json: ['jsonb'],
  jsonb: ['json'],
  cidr: ['inet'],
}

const internalNames: Readonly<Record<string, string>> = {
  smallint: 'int2',
  integer: 'int4',
  bigint: 'int8',
  real: 'float4',
  'double precision': 'float8',
  'character varying': 'varchar',
  character: 'bpchar',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
}

interface TypeName {
  readonly base: string
  readonly modifiers: readonly number[]
}

/** Whether every value of the old type (as `format_type` writes it) fits the new one, so that no row can stand against the change. */
export function isWidening(
  oldType: string,
  { name, using }: { readonly name: string; readonly using: 'none' | 'cast' | 'expression' },
): boolean {
  if (using === 'expression') return false
  const from = parse(oldType)
  const to = parse(name)
  if ((to.base === 'text' || to.base === 'varchar') && to.modifiers.length === 0) return true
  if (from.base === to.base) return hasRoom(from, to)
  return to.modifiers.length === 0 && (widenings[from.base] ?? []).includes(to.base)
}

function hasRoom({ base, modifiers: old }: TypeName, { modifiers: now }: TypeName): boolean {
  if (now.length === 0) return true
  if (old.length === 0) return false
  const [oldFirst = 0, oldScale = 0] = old
  const [first = 0, scale = 0] = now
  return base === 'numeric' ? scale >= oldScale && first - scale >= oldFirst - oldScale : first >= oldFirst
}

function parse(type: string): TypeName {
  const modifiers = (/\(([\d, ]+)\)/.exec(type)?.[1] ?? '').split(',').filter(Boolean).map(Number)
  const name = type
    .replace(/\([\d, ]+\)/, '')
    .replace(/^(public|extensions)\./, '')
    .trim()
  return { base: internalNames[name] ?? name, modifiers }
}
