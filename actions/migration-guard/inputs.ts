import { z } from 'zod'

/** The action's own inputs; how migrations are judged stands in the policy's section `migrations`. */
export const migrationGuardInputs = {
  'database-url': z
    .string()
    .optional()
    .describe(
      "URL of an empty, throwaway PostgreSQL of production's major, such as a service container, to rehearse on; refused if anything could be lost there.",
    ),
  'migrate-command': z
    .string()
    .min(1)
    .optional()
    .describe(
      'Command of the repository that brings the database at DATABASE_URL up to date, for migrations written in code: what it sends is recorded and rehearsed.',
    ),
  'rollback-command': z
    .string()
    .min(1)
    .optional()
    .describe(
      'Command that takes the newest migration back; it is run until all new ones are. OPERATOR_NEW_MIGRATIONS names those that are left, newest first.',
    ),
} satisfies z.ZodRawShape
