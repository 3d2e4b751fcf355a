import { parse } from 'yaml'
import { z } from 'zod'
import type { World } from './world.ts'

export interface DispatchInput {
  readonly name: string
  readonly required: boolean
  readonly fallback: string | undefined
}

const inputs = z.record(
  z.string(),
  z.object({ required: z.boolean().default(false), default: z.unknown().optional() }).nullable(),
)
const trigger = z.object({ inputs: inputs.nullish() }).nullable()

/** The inputs that a workflow takes when it is dispatched at a commit. */
export function dispatchInputs(
  world: World,
  sha: string,
  path: string,
): readonly DispatchInput[] | 'no-file' | 'no-trigger' {
  const entry = world.git.entry(sha, path)
  if (entry === undefined) return 'no-file'
  const file = z.object({ on: z.unknown() }).parse(parse(world.git.blob(entry.sha).toString()))
  if (file.on === 'workflow_dispatch') return []
  if (Array.isArray(file.on)) return file.on.includes('workflow_dispatch') ? [] : 'no-trigger'
  const events = z.record(z.string(), z.unknown()).safeParse(file.on)
  if (!events.success || !('workflow_dispatch' in events.data)) return 'no-trigger'
  const declared = trigger.parse(events.data['workflow_dispatch'])
  return Object.entries(declared?.inputs ?? {}).map(([name, input]) => ({
    name,
    required: input?.required ?? false,
    fallback: input?.default === undefined ? undefined : String(input.default),
  }))
}
