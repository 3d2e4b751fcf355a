import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { scopes } from '../github/index.ts'

const permissions = z.partialRecord(z.enum(scopes), z.enum(['read', 'write', 'none']))
type JobPermissions = z.infer<typeof permissions>

const step = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})

/** `deployment: false` gives a job the environment's secrets and rules without recording a deployment. */
const environment = z.union([
  z.string().transform((name) => ({ name, deployment: true })),
  z.object({ name: z.string(), deployment: z.boolean().default(true) }),
])

const job = z.looseObject({
  name: z.string().optional(),
  needs: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((needs) => [needs].flat()),
  if: z.union([z.string(), z.boolean()]).optional(),
  environment: environment.optional(),
  permissions: permissions.optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  steps: z.array(step),
})
export type Job = z.infer<typeof job>

const workflow = z.looseObject({
  name: z.string(),
  permissions: permissions.default({}),
  jobs: z.record(z.string(), job),
})

export interface Workflow {
  /** Path in the repository that uses it. */
  readonly path: string
  readonly name: string
  readonly jobs: ReadonlyMap<string, Job>
  /** What the file says beside its jobs: `on`, `env`, `defaults`. */
  readonly rest: Readonly<Record<string, unknown>>
  readonly permissions: JobPermissions
}

/** Reads a workflow file; the jobs are in an order in which each comes after what it needs. */
export function readWorkflow(file: string, path: string): Workflow {
  const { name, jobs, permissions: ofAllJobs, ...rest } = workflow.parse(parse(readFileSync(file, 'utf8')))
  const ordered = new Map<string, Job>()
  const place = (id: string) => {
    const found = jobs[id]
    if (found === undefined) throw new Error(`${path} has no job ${id}.`)
    for (const need of found.needs) place(need)
    ordered.set(id, found)
  }
  for (const id of Object.keys(jobs)) place(id)
  return { path, name, jobs: ordered, rest, permissions: ofAllJobs }
}

/** A job's own permissions replace the workflow's; what neither names is not granted. */
export function permissionsOf(ofAllJobs: JobPermissions, job: Job): JobPermissions {
  return job.permissions ?? ofAllJobs
}

/** Every job that must end before this one starts, in order. */
export function ancestorsOf(workflow: Workflow, id: string): readonly string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    for (const need of workflow.jobs.get(name)?.needs ?? []) {
      visit(need)
      found.add(need)
    }
  }
  visit(id)
  return [...found]
}
