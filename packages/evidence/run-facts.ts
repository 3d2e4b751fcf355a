import { z } from 'zod'

/** A workflow run, as the run itself or GitHub tells. */
export const runFacts = z
  .object({
    repository: z.object({ id: z.number().int().positive(), name: z.string() }).readonly(),
    /** `push`, `pull_request`, … */
    event: z.string(),
    /** As GitHub lists the run: on a pull request its head, not the merge commit. */
    headSha: z.string(),
    id: z.number().int().positive(),
    attempt: z.number().int().positive(),
    workflow: z
      .object({
        /** `.github/workflows/deploy.yml`. */
        path: z.string(),
        /** The ref that the workflow file was read from. */
        ref: z.string(),
        /** The commit that the workflow file was read from. */
        sha: z.string(),
      })
      .readonly(),
  })
  .readonly()
export type RunFacts = z.infer<typeof runFacts>
