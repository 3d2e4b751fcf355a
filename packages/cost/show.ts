import { type ComputedValue, canonical, type Value } from './value.ts'

/** A value in a sentence: short, on one line. */
export function show(value: Value): string {
  const text =
    value.kind === 'scalar'
      ? String(value.value)
      : value.kind === 'computed'
        ? expression(value)
        : canonical(value)
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}

/** An expression with what it comes to by default. */
function expression({ text, fallback }: ComputedValue): string {
  return fallback?.kind === 'scalar' ? `${text} (${String(fallback.value)})` : text
}
