import type { KnownColumn } from '../schema/known.ts'

type Type = Pick<KnownColumn, 'type' | 'typeModifiers'>

const bytes: Readonly<Record<string, number>> = { int2: 2, int4: 4, int8: 8 }

/** What a value of the old type may lose in the new one; undefined where nothing, or nothing is known. */
export function narrows(old: Type, now: Type): string | undefined {
  const before = whole(old.type)
  const after = whole(now.type)
  const [limit] = now.typeModifiers
  const [oldLimit] = old.typeModifiers
  if ((bytes[after] ?? 8) < (bytes[before] ?? 0)) return 'larger numbers make the statement fail (22003)'
  if (bytes[after] !== undefined && /^(numeric|float[48])$/.test(before)) return 'fractions are rounded away'
  if (before === 'float8' && after === 'float4') return 'digits are rounded away'
  if (/^(text|varchar|bpchar)$/.test(before) && /^(varchar|bpchar)$/.test(after) && limit !== undefined)
    return oldLimit === undefined || before === 'text' || limit < oldLimit
      ? 'longer values make the statement fail (22001), or are cut where USING casts them'
      : undefined
  if (before === 'numeric' && after === 'numeric') return narrowsNumeric(old.typeModifiers, now.typeModifiers)
  if (/^timestamp/.test(before) && after === 'date') return 'the time of day is cut off'
  if (before === 'jsonb' && after === 'json') return undefined
  return before === 'json' && after === 'jsonb' ? 'repeated keys and the order of keys are lost' : undefined
}

function narrowsNumeric(
  [oldPrecision, oldScale = 0]: readonly number[],
  [precision, scale = 0]: readonly number[],
): string | undefined {
  if (precision === undefined) return undefined
  if (oldPrecision === undefined || scale < oldScale) return 'digits after the point are rounded away'
  return precision - scale < oldPrecision - oldScale
    ? 'larger numbers make the statement fail (22003)'
    : undefined
}

function whole(type: string): string {
  if (/^(small)serial|serial2$/.test(type)) return 'int2'
  return /^bigserial|serial8$/.test(type) ? 'int8' : /serial/.test(type) ? 'int4' : type
}
