import type { AuditedFile } from './file.ts'
import { type ScalarValue, scalar } from './value.ts'

export interface Condition {
  /** The job or step it guards, for messages and fingerprints. */
  readonly owner: string
  readonly value: ScalarValue
}

/** Every `if:` of jobs and steps. */
export function conditionsOf(file: AuditedFile): Condition[] {
  if (file.kind === 'dependabot') return []
  const jobs =
    file.kind === 'workflow' ? file.jobs.map((job) => ({ owner: `job ${job.id}`, body: job.body })) : []
  const steps = file.steps.map((step) => ({
    owner: `a step of ${step.job?.id ?? 'the action'}`,
    body: step.body,
  }))
  return [...jobs, ...steps].flatMap(({ owner, body }) => {
    const value = scalar(body, 'if')
    return value === undefined || value.type === 'boolean' ? [] : [{ owner, value }]
  })
}
