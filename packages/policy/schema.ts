import { auditChecks, baselineChecks, baselinePolicy } from '@operator/baseline/policy'
import { incidentPolicy } from '@operator/incident/policy'
import { liveChecks, migrationsChecks, migrationsPolicy } from '@operator/migrations/policy'
import { environmentPolicy, precheckChecks, precheckPolicy } from '@operator/precheck/policy'
import { type CheckDefinition, checkLevel } from '@operator/report'
import { watchChecks, watchPolicy } from '@operator/watch/policy'
import { z } from 'zod'

/** Every check there is, by action, in the order in which reports list them. */
export const checkDefinitions: readonly CheckDefinition[] = [
  ...baselineChecks,
  ...auditChecks,
  ...migrationsChecks,
  ...liveChecks,
  ...precheckChecks,
  ...watchChecks,
]

const servicePolicy = z.strictObject({
  /** Globs of the paths that belong to the service. */
  paths: z.array(z.string()).min(1),
  environments: z.array(z.string()).optional(),
})

const checkLevels = Object.fromEntries(
  checkDefinitions.map((definition) => [definition.id, checkLevel.default(definition.level)]),
)

/** `.github/operator.yml`. Every key is optional; an unknown key is an error. */
export const policySchema = z.strictObject({
  version: z.literal(1).default(1),
  checks: z.strictObject(checkLevels).prefault({}),
  services: z.record(z.string().regex(/^[a-z0-9][a-z0-9._-]*$/i), servicePolicy).default({}),
  environments: z.record(z.string().min(1), environmentPolicy).default({}),
  precheck: precheckPolicy.prefault({}),
  security: baselinePolicy.prefault({}),
  migrations: migrationsPolicy.prefault({}),
  watch: watchPolicy.prefault({}),
  incident: incidentPolicy.prefault({}),
})

export type Policy = z.infer<typeof policySchema>
export type PolicyInput = z.input<typeof policySchema>

/** What holds without any policy file. */
export const defaultPolicy: Policy = policySchema.parse({})
