import type { CheckDefinition, CheckOutcome } from '@operator/report'

/** One outcome per check: asked, and for this one reason not answered. */
export function unknownOutcomes(
  checks: readonly CheckDefinition[],
  reason: { readonly code: string; readonly message: string; readonly next: string },
): CheckOutcome[] {
  return checks.map((definition) => ({
    id: definition.id,
    status: 'unknown',
    reason: { code: reason.code, message: reason.message },
    evidence: [],
    findings: [],
    next: reason.next,
  }))
}
