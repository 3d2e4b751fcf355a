import { duration } from '@operator/report'
import { z } from 'zod'

const file = z
  .string()
  .regex(
    /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\]+\.json$/,
    'the path of a .json file in the working directory',
  )

/** How an environment proves that it holds safe, production-like data: by a command of the repository, or a file that a job left. */
export const dataPolicy = z
  .strictObject({
    /** Prints the statement as its last line; runs without token or runner files. */
    command: z.string().min(1).max(1_000).optional(),
    /** Holds the statement. */
    file: file.optional(),
    'max-age': duration.prefault('7d'),
    /** For the command. */
    timeout: duration.prefault('1m'),
    /** Names of variables that the command may see. */
    env: z
      .array(z.string().regex(/^[A-Za-z_]\w*$/, 'the name of a variable'))
      .max(20)
      .readonly()
      .default([]),
  })
  .refine(
    ({ command, file: path }) => (command === undefined) !== (path === undefined),
    'exactly one of `command` and `file`',
  )
export type DataPolicy = z.infer<typeof dataPolicy>

/** The summary that a load test with k6 left. */
export const loadTestPolicy = z.strictObject({ file, 'max-age': duration.prefault('7d') })
