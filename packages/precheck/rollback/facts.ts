import { z } from 'zod'

/** A document that says how deployments are taken back. */
export const runbookFacts = z
  .object({
    path: z.string(),
    /** The first command in it, or the workflow that it names; absent when it holds neither. */
    executable: z.string().optional(),
  })
  .readonly()
export type RunbookFacts = z.infer<typeof runbookFacts>

export const rollbackFacts = z
  .object({
    runbooks: z.array(runbookFacts).readonly(),
    /** Workflows at head that can be dispatched. */
    dispatchable: z.array(z.string()).readonly(),
    /** Files at head that the pull requests' texts name. */
    named: z.array(z.string()).readonly(),
    /** Changed files that may be database migrations. */
    migrations: z.array(z.string()).readonly(),
    /** Runbooks that could not be read. */
    unread: z.array(z.string()).readonly(),
  })
  .readonly()
export type RollbackFacts = z.infer<typeof rollbackFacts>
