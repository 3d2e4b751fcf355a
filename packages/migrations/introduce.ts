import { type Finding, fingerprint, type Level, type Proof } from '@operator/report'

export interface Introduced {
  readonly ruleId: string
  readonly level: Level
  readonly message: string
  readonly remedy: string
  readonly path: string
  readonly line?: number | undefined
  readonly endLine?: number | undefined
  /** Tells two findings of one rule in one file apart. */
  readonly subject: string
  readonly proof: Proof
}

/** A finding of the change itself: what stands in a new migration is never old debt. */
export function introduce({
  ruleId,
  level,
  message,
  remedy,
  path,
  line,
  endLine,
  subject,
  proof,
}: Introduced): Finding {
  return {
    ruleId,
    level,
    message,
    remedy,
    proof,
    state: 'introduced',
    fingerprint: fingerprint(ruleId, path, subject),
    location: { path, ...(line !== undefined && { line }), ...(endLine !== undefined && { endLine }) },
  }
}
