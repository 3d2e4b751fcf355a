import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const input = z.object({
  description: z.string(),
  required: z.boolean().optional(),
  default: z.string().optional(),
})

const manifest = z.object({
  name: z.string(),
  description: z.string(),
  author: z.string().optional(),
  branding: z.object({ icon: z.string(), color: z.string() }),
  inputs: z.record(z.string(), input).default({}),
  outputs: z
    .record(z.string(), z.object({ description: z.string(), value: z.string().optional() }))
    .default({}),
  runs: z.discriminatedUnion('using', [
    z.object({ using: z.literal('node24'), main: z.string(), post: z.string().optional() }),
    z.object({ using: z.literal('composite'), steps: z.array(z.record(z.string(), z.unknown())) }),
  ]),
})

/** What `action.yml` says. */
export type Manifest = z.infer<typeof manifest>

/** Reads an action's `action.yml`. */
export function readManifest(directory: string): Manifest {
  return parseManifest(readFileSync(join(directory, 'action.yml'), 'utf8'))
}

/** Reads the text of an `action.yml`. */
export function parseManifest(text: string): Manifest {
  return manifest.parse(parse(text))
}
