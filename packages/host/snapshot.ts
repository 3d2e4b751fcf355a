import { readFileSync, writeFileSync } from 'node:fs'
import type { z } from 'zod'
import type { CommonInputs } from './inputs.ts'
import { UserError } from './user-error.ts'

/** A snapshot holds facts, not file contents; a larger one is a mistake somewhere. Bytes. */
const maxBytes = 10 * 1024 * 1024

/** Collects the facts, keeps them or takes kept ones, as the input `snapshot` says. */
export async function obtainSnapshot<Snapshot>(
  schema: z.ZodType<Snapshot>,
  input: CommonInputs['snapshot'],
  collect: () => Promise<Snapshot>,
): Promise<Snapshot> {
  if (input?.use === 'replay') return replay(schema, input.path)
  const snapshot = await collect()
  if (input?.use === 'write') {
    const text = JSON.stringify(snapshot)
    if (Buffer.byteLength(text) > maxBytes) throw new Error(`The snapshot has more than ${maxBytes} bytes.`)
    writeFileSync(input.path, text)
  }
  return snapshot
}

function replay<Snapshot>(schema: z.ZodType<Snapshot>, path: string): Snapshot {
  const where = 'input snapshot'
  const remedy = 'Replay a file that snapshot: write:<path> of the same version wrote.'
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new UserError([{ what: `${path} cannot be read as JSON.`, where, remedy }], { cause })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const at = result.error.issues[0]?.path.join('.') ?? ''
  throw new UserError([{ what: `${path} is not a snapshot of this action (at ${at}).`, where, remedy }])
}
