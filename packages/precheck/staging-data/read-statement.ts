import { z } from 'zod'
import type { DataStatement } from './facts.ts'

const statement = z.object({
  taken_at: z.iso.datetime({ offset: true }),
  safe: z.boolean(),
  production_like: z.boolean(),
  note: z.string().optional(),
})

/** `{"taken_at": "…", "safe": true, "production_like": true}`, whole or as the last line; undefined when it is none. */
export function readStatement(text: string): DataStatement | undefined {
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  const parsed = [text, last]
    .map((part) => statement.safeParse(parseJson(part)))
    .find(({ success }) => success)
  if (parsed?.data === undefined) return undefined
  const { taken_at, safe, production_like, note = '' } = parsed.data
  return {
    takenAt: new Date(taken_at).toISOString(),
    safe,
    productionLike: production_like,
    note: note.slice(0, 200),
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
