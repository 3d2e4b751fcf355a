import { z } from 'zod'
import { account } from './account.ts'
import { finding } from './finding.ts'

/** `unknown` means asked and not answered; like `pending` it can never become go. */
export const checkStatus = z.enum([
  'pass',
  'fail',
  'ask',
  'unknown',
  'pending',
  'not-applicable',
  'overridden',
])
export type CheckStatus = z.infer<typeof checkStatus>

/** Only `enforce` counts for the verdict; `report` is shown; `off` is not evaluated. */
export const checkLevel = z.enum(['enforce', 'report', 'off'])
export type CheckLevel = z.infer<typeof checkLevel>

export const checkId = z.string().regex(/^[a-z-]+\/[a-z-]+$/)
export type CheckId = z.infer<typeof checkId>

/** A fact, where it was read and when. */
export const evidence = z
  .object({
    fact: z.string(),
    source: z.string(),
    /** ISO 8601, UTC. */
    observedAt: z.iso.datetime().optional(),
    url: z.string().optional(),
  })
  .readonly()
export type Evidence = z.infer<typeof evidence>

/** `code` is stable and never reused; `message` is for people. */
export const reason = z.object({ code: z.string().regex(/^[a-z0-9-]+$/), message: z.string() }).readonly()
export type Reason = z.infer<typeof reason>

/** Something that a person is asked about. The fingerprint is of its content: another content is another question. */
export const question = z
  .object({
    /** The check that a yes names, which may be another one that found it. */
    check: checkId,
    fingerprint: z.string(),
    /** What it is about: a file, an incident, the whole change. */
    what: z.string(),
    /** Who said yes; absent while it is open. */
    answeredBy: z.string().optional(),
    /** Why what somebody said counts for nothing. */
    refusals: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type Question = z.infer<typeof question>

const outcomeShape = {
  id: checkId,
  status: checkStatus,
  reason,
  evidence: z.array(evidence).readonly(),
  findings: z.array(finding).readonly(),
  /** What to do next, as one sentence. */
  next: z.string().optional(),
  /** What will happen, step by step. */
  account: account.optional(),
  /** What a person's yes is needed for, or was given to. */
  questions: z.array(question).readonly().optional(),
}

/** What a domain package found out about one line of the playbook. */
export const checkOutcome = z.object(outcomeShape).readonly()
export type CheckOutcome = z.infer<typeof checkOutcome>

/** A check's outcome with the policy's say on whether it counts. */
export const check = z.object({ ...outcomeShape, title: z.string(), level: checkLevel }).readonly()
export type Check = z.infer<typeof check>

/** A line of the playbook that an action answers. Each domain package lists its own in `policy.ts`. */
export interface CheckDefinition {
  readonly id: CheckId
  readonly title: string
  /** The level without any policy. */
  readonly level: CheckLevel
  /** The playbook's own line. */
  readonly playbook: string
}

/**
 * Joins outcomes with their definitions and levels, in the definitions' order.
 * A defined check that nobody evaluated is `unknown`, never absent.
 */
export function assembleChecks(
  definitions: readonly CheckDefinition[],
  outcomes: readonly CheckOutcome[],
  levels: Readonly<Record<CheckId, CheckLevel>>,
): Check[] {
  const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]))
  const checks: Check[] = []
  for (const definition of definitions) {
    const level = levels[definition.id] ?? definition.level
    if (level === 'off') continue
    const outcome = byId.get(definition.id) ?? {
      id: definition.id,
      status: 'unknown' as const,
      reason: { code: 'not-evaluated', message: 'This check was not evaluated in this run.' },
      evidence: [],
      findings: [],
    }
    checks.push({ ...outcome, title: definition.title, level })
  }
  return checks
}
