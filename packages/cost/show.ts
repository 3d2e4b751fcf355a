import { canonical, type Value } from './value.ts'

/** A value in a sentence: short, on one line. */
export function show(value: Value): string {
  const text =
    value.kind === 'scalar' ? String(value.value) : value.kind === 'computed' ? value.text : canonical(value)
  const line = text.replace(/\s+/g, ' ')
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`
}
