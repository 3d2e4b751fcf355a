import { z } from 'zod'
import { runFacts } from './run-facts.ts'

/** Whether the workflow behind a run, with the local workflows that it calls, is the default branch's. */
const workflowComparison = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('equal') }).readonly(),
  z.object({ kind: z.literal('differs'), path: z.string() }).readonly(),
  z.object({ kind: z.literal('unread'), message: z.string() }).readonly(),
])
export type WorkflowComparison = z.infer<typeof workflowComparison>

const runOrigin = z
  .object({
    repositoryId: z.number().int(),
    id: z.number().int(),
    attempt: z.number().int(),
    event: z.string(),
    headSha: z.string(),
    path: z.string(),
  })
  .readonly()

/** Whether the run left this very statement as an artifact whose bytes have the digest that was recorded at upload. */
const artifactComparison = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('equal'), digest: z.string() }).readonly(),
  z.object({ kind: z.literal('missing'), name: z.string() }).readonly(),
  z.object({ kind: z.literal('differs'), message: z.string() }).readonly(),
  z.object({ kind: z.literal('unread'), message: z.string() }).readonly(),
])
export type ArtifactComparison = z.infer<typeof artifactComparison>

/** What there is to believe a statement for. */
export const proof = z.discriminatedUnion('kind', [
  /** It names this very run: it can only have come from a job before this one (`needs`). */
  z.object({ kind: z.literal('same-run'), run: runFacts, workflow: workflowComparison }).readonly(),
  /** The run that it names was read back from GitHub. */
  z
    .object({
      kind: z.literal('read-back'),
      run: runOrigin,
      artifact: artifactComparison,
      workflow: workflowComparison,
    })
    .readonly(),
  z
    .object({
      kind: z.literal('none'),
      code: z.enum(['no-run', 'no-token', 'run-unread']),
      /** One sentence. */
      message: z.string(),
    })
    .readonly(),
])
export type Proof = z.infer<typeof proof>
