import { booleanInput } from '@operator/host'
import type { z } from 'zod'

/** The action's own input; how things are judged stands in the policy's section `security`. */
export const securityBaselineInputs = {
  audit: booleanInput
    .prefault('false')
    .describe(
      'Judge every dependency instead of the change, and keep one tracking issue: what `dependency-audit` does.',
    ),
} satisfies z.ZodRawShape
