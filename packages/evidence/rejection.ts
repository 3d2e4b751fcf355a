/** Why evidence counts for nothing. Stable. */
export type EvidenceProblem =
  | 'contradicts-itself'
  | 'other-action'
  | 'other-repository'
  | 'other-service'
  | 'other-environment'
  | 'other-intent'
  | 'other-commit'
  | 'other-base'
  | 'other-policy'
  | 'check-missing'
  | 'from-the-future'
  | 'expired'
  | 'no-run'
  | 'no-token'
  | 'run-unread'
  | 'other-run'
  | 'later-attempt'
  | 'workflow-differs'
  | 'workflow-unread'
  | 'artifact-missing'
  | 'artifact-differs'
  | 'artifact-unread'

/** The check that rests on it is unknown: `evidence-unverified`. */
export interface Rejection {
  readonly kind: 'rejected'
  readonly code: EvidenceProblem
  /** One sentence. */
  readonly message: string
  /** What to do, one imperative sentence. */
  readonly next: string
}

export function reject(code: EvidenceProblem, message: string, next: string): Rejection {
  return { kind: 'rejected', code, message, next }
}

export const again = 'Run the action again and hand over its new evidence.'
