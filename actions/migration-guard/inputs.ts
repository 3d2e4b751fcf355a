import type { z } from 'zod'

/** The action's own inputs: none; how migrations are judged stands in the policy's section `migrations`. */
export const migrationGuardInputs = {} satisfies z.ZodRawShape
