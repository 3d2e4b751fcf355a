import { duration } from '@operator/report'
import { z } from 'zod'

const positive = duration.refine((milliseconds) => milliseconds > 0, 'more than no time')

/** The action's own inputs: enough to watch a plain address, before any policy exists. */
export const postDeployWatchInputs = {
  url: z
    .url({ protocol: /^https?$/, error: 'an http(s) address' })
    .optional()
    .describe('Address of the environment. Default: `environments.<name>.url` of the policy.'),
  duration: positive.optional().describe('How long to watch. Default: `watch.for` of the policy, or `30m`.'),
  interval: positive
    .optional()
    .describe(
      'Time between two looks. Default: `watch.interval` of the policy, or `15s`; at most a tenth of the duration.',
    ),
  version: z
    .string()
    .max(200)
    .optional()
    .describe('Version that must be served. Default: the commit that was deployed.'),
  deployment: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, 'the id of a deployment')
    .transform(Number)
    .optional()
    .describe(
      'Id of the deployment under watch. Default: the newest one of this commit and environment; where there is none, one is recorded.',
    ),
} satisfies z.ZodRawShape
