import { duration } from '@operator/report'
import { z } from 'zod'

/** Inputs of every action that runs precheck's checks, whichever else it has. */
export const precheckInputs = {
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
  'check-run-id': z
    .string()
    .regex(/^\d{1,15}$/, 'the number of a check run')
    .transform(Number)
    .optional()
    .describe('The check run of this very job, so that it does not wait for itself. Leave it as it is.'),
} satisfies z.ZodRawShape
