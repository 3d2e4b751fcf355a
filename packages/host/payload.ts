import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { UserError } from './user-error.ts'

const sha = z.string().regex(/^[0-9a-f]{40}$/)

export const repositoryPayload = z.object({
  id: z.number().int(),
  full_name: z.string(),
  default_branch: z.string().optional(),
  private: z.boolean().optional(),
})

const side = z.object({
  sha,
  ref: z.string(),
  repo: z.object({ full_name: z.string() }).nullable(),
})

export const pullRequestPayload = z.object({
  repository: repositoryPayload,
  pull_request: z.object({
    number: z.number().int(),
    head: side,
    base: side,
    user: z.object({ login: z.string() }).nullable(),
  }),
})

export const mergeGroupPayload = z.object({
  repository: repositoryPayload,
  merge_group: z.object({ head_sha: sha, base_sha: sha, base_ref: z.string(), head_ref: z.string() }),
})

export const pushPayload = z.object({
  repository: repositoryPayload,
  before: sha,
  after: sha,
  ref: z.string(),
  forced: z.boolean().default(false),
})

export const workflowRunPayload = z.object({
  repository: repositoryPayload,
  workflow_run: z.object({ head_sha: sha }),
})

export const anyPayload = z.object({ repository: repositoryPayload.optional() })

/** Reads the event's payload. Throws {@link UserError} when there is none. */
export function readPayload(path: string | undefined): unknown {
  const where = 'GITHUB_EVENT_PATH'
  const remedy = 'Run this as a step of a workflow, or use `npm run operator` outside GitHub.'
  if (!path) throw new UserError([{ what: 'no event payload was given.', where, remedy }])
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new UserError([{ what: 'the event payload cannot be read as JSON.', where, remedy }], { cause })
  }
}

/** Throws {@link UserError} for a payload that is not one of this event. */
export function parsePayload<T>(schema: z.ZodType<T>, payload: unknown, event: string): T {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const missing = result.error.issues.map((issue) => issue.path.join('.') || 'payload').join(', ')
  throw new UserError([
    {
      what: `the payload is not one of the event ${JSON.stringify(event)} (missing or malformed: ${missing}).`,
      where: 'GITHUB_EVENT_PATH',
      remedy: 'Check which event triggers this workflow.',
    },
  ])
}
