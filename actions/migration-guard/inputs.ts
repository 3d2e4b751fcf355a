import { z } from 'zod'

/** The action's own inputs; how migrations are judged stands in the policy's section `migrations`. */
export const migrationGuardInputs = {
  'database-url': z
    .string()
    .optional()
    .describe(
      "URL of an empty, throwaway PostgreSQL of production's major, such as a service container, to rehearse on; refused if anything could be lost there.",
    ),
} satisfies z.ZodRawShape
