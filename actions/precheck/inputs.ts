import { precheckInputs as shared } from '@operator/precheck/inputs'
import { z } from 'zod'

/** The action's own inputs. */
export const precheckInputs = {
  'security-baseline': z
    .string()
    .optional()
    .describe(
      'Output `evidence` of security-baseline or of gate, from a job that this one needs or from another run.',
    ),
  'migration-guard': z.string().optional().describe('Output `evidence` of migration-guard, likewise.'),
  wait: shared.wait,
  watcher: shared.watcher,
  'approved-evidence': z
    .string()
    .optional()
    .describe(
      "Output `evidence` of the precheck or the gate before this environment's approval, in the same run: what it asked counts as answered by whoever approved.",
    ),
  incident: z
    .string()
    .regex(/^#?\d{1,9}$/, 'the number of an issue')
    .transform((text) => Number(text.replace('#', '')))
    .optional()
    .describe('Number of the incident that `intent: hotfix` mends; needed where several are open.'),
  'check-run-id': shared['check-run-id'],
} satisfies z.ZodRawShape
