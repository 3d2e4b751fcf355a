import { z } from 'zod'
import { type Check, check } from './check.ts'
import { subject } from './subject.ts'
import { verdict, verdictOfChecks } from './verdict.ts'

export const schemaVersion = 1

const policyKey = z.object({ key: z.string(), value: z.json(), origin: z.string() }).readonly()

const policyEdit = z
  .object({
    key: z.string(),
    before: z.string(),
    after: z.string(),
    /** `unclear`: the key changed, and whether that is laxer is for a person to say. */
    effect: z.enum(['tightened', 'loosened', 'unclear']),
  })
  .readonly()
export type PolicyEdit = z.infer<typeof policyEdit>

/** The effective policy: where it was read, its digest, and each key that the file sets with its origin. */
export const effectivePolicy = z
  .object({
    origin: z.string(),
    digest: z.string(),
    keys: z.array(policyKey).readonly(),
    /** What the judged change would make of the policy once it is merged; it is not judged by that. */
    edits: z.array(policyEdit).readonly().optional(),
  })
  .readonly()
export type EffectivePolicy = z.infer<typeof effectivePolicy>

export const sourceAnswer = z
  .object({
    /** The question: "advisories", "required checks". */
    question: z.string(),
    /** Who was asked. */
    source: z.string(),
    answered: z.boolean(),
    detail: z.string().optional(),
  })
  .readonly()
export type SourceAnswer = z.infer<typeof sourceAnswer>

/** One action's answer about one subject. Readers accept this schema version and the one before. */
export const report = z
  .object({
    schemaVersion: z.literal(schemaVersion),
    /** Operator's version. */
    version: z.string(),
    action: z.string(),
    subject,
    verdict,
    /** After this time the verdict says nothing any more. ISO 8601, UTC. */
    validUntil: z.iso.datetime(),
    generatedAt: z.iso.datetime(),
    checks: z.array(check).readonly(),
    /** Milliseconds by phase. */
    timings: z.record(z.string(), z.number()).readonly(),
    apiCost: z.object({ rest: z.number().int(), graphqlPoints: z.number().int() }).readonly(),
    /** What the verdict cost of the repository's hourly budgets, under the names that policies over reports use; publishing comes on top. */
    api: z.object({ graphql_points: z.number().int(), rest_calls: z.number().int() }).readonly().optional(),
    sources: z.array(sourceAnswer).readonly(),
    policy: effectivePolicy,
    /** The verdict in the action's own words ("Regressed: errors at least 3.1x the baseline"); plain text. */
    headline: z.string().optional(),
    /** Text that belongs on top of the summary, such as "Deployment Complete". Markdown, already escaped. */
    preamble: z.string().optional(),
  })
  .readonly()
export type Report = z.infer<typeof report>

export interface ReportFacts extends Omit<Report, 'schemaVersion' | 'verdict' | 'checks'> {
  readonly checks: readonly Check[]
}

/** The only way to make a report: the verdict is computed here, never passed in. */
export function composeReport(facts: ReportFacts): Report {
  return { schemaVersion, verdict: verdictOfChecks(facts.checks), ...facts }
}
