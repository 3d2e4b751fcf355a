import { precheckInputs as shared } from '@operator/precheck/inputs'
import { z } from 'zod'

/** The action's own inputs, which are precheck's and migration-guard's. The two other actions are run here, so no evidence of theirs is taken. */
export const gateInputs = {
  wait: shared.wait,
  watcher: shared.watcher,
  'database-url': z
    .string()
    .optional()
    .describe(
      "URL of an empty, throwaway PostgreSQL of production's major, such as a service container, to rehearse on; refused if anything could be lost there.",
    ),
  'approved-evidence': z
    .string()
    .optional()
    .describe(
      "Output `evidence` of the gate before this environment's approval, in the same run: what it asked counts as answered by whoever approved.",
    ),
  incident: z
    .string()
    .regex(/^#?\d{1,9}$/, 'the number of an issue')
    .transform((text) => Number(text.replace('#', '')))
    .optional()
    .describe('Number of the incident that `intent: hotfix` mends; needed where several are open.'),
  'check-run-id': shared['check-run-id'],
} satisfies z.ZodRawShape
