import { duration } from '@operator/report'
import { z } from 'zod'

/** The action's own inputs, which are precheck's and migration-guard's. The two other actions are run here, so no evidence of theirs is taken. */
export const gateInputs = {
  wait: duration
    .optional()
    .describe('How long to wait for checks that are still running, `0s` to `60m`; overrides the policy.'),
  watcher: z
    .string()
    .regex(/^@?[\w-]{1,100}(?:\/[\w.-]{1,100})?$/, 'a login or a team, such as @ann or @org/on-call')
    .optional()
    .describe(
      'Who watches the deployment for its first hour; unset: the policy, else the person who began the run.',
    ),
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
  'check-run-id': z
    .string()
    .regex(/^\d{1,15}$/, 'the number of a check run')
    .transform(Number)
    .optional()
    .describe('The check run of this very job, so that it does not wait for itself. Leave it as it is.'),
} satisfies z.ZodRawShape
