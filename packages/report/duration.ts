import { z } from 'zod'

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A duration as people write it, `90s`, `30m`, `24h`, `3d`; parsed to milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'a duration is a number and a unit: 90s, 30m, 24h, 3d')
  .transform((text) => Number(text.slice(0, -1)) * units[z.enum(['s', 'm', 'h', 'd']).parse(text.slice(-1))])

/** Milliseconds in the largest unit that divides them. */
export function formatDuration(milliseconds: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const size = units[unit]
    if (milliseconds >= size && milliseconds % size === 0) return `${milliseconds / size}${unit}`
  }
  return `${milliseconds}ms`
}

/** About how long something is ago, in the largest unit of which there are at least three; milliseconds. */
export function formatAge(milliseconds: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    if (milliseconds >= 3 * units[unit]) return `${Math.floor(milliseconds / units[unit])}${unit}`
  }
  return `${Math.floor(milliseconds / units.s)}s`
}
