import type { z } from 'zod'

/** The action's own inputs: none. */
export const postDeployWatchInputs = {} satisfies z.ZodRawShape
