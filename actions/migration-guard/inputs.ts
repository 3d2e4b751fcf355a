import { z } from 'zod'

/** The action's own inputs; how migrations are judged stands in the policy's section `migrations`. */
export const migrationGuardInputs = {
  phase: z
    .enum(['rehearse', 'before', 'verify'])
    .default('rehearse')
    .describe(
      '`rehearse` judges the change; `before` and `verify` look at the live database before and after the real migration.',
    ),
  'database-url': z
    .string()
    .optional()
    .describe(
      "URL of an empty, throwaway PostgreSQL of production's major, such as a service container, to rehearse on; refused if anything could be lost there.",
    ),
  'live-database-url': z
    .string()
    .optional()
    .describe(
      'URL of the database that is migrated, with a role that may only read; for the phases `before` and `verify`.',
    ),
  record: z
    .string()
    .optional()
    .describe(
      'What the phase `before` recorded: its output `record`. Without it `verify` cannot compare rows with what they were. For `before`: where to write it.',
    ),
  'record-digest': z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'the 64 hexadecimal digits of a SHA-256')
    .optional()
    .describe(
      'Output `record-digest` of the phase `before`: a record that was changed since does not count.',
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
