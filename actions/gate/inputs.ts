import type { z } from 'zod'

/** The action's own inputs: none. The two other actions are run here, so no evidence of theirs is taken. */
export const gateInputs = {} satisfies z.ZodRawShape
