import { type Finding, fingerprint, type Level } from '@operator/report'

export interface LiveFinding {
  readonly ruleId: string
  readonly level: Level
  readonly message: string
  readonly remedy: string
  /** Tells two findings of one rule apart. */
  readonly subject: string
  /** It was so before the migration. */
  readonly isOld?: boolean
}

/** A finding in the live database: it stands in no file, and it was seen there. */
export function findingOf({ isOld, level, message, remedy, ruleId, subject }: LiveFinding): Finding {
  return {
    ruleId,
    level,
    message,
    remedy,
    proof: 'proven',
    state: isOld ? 'existing' : 'introduced',
    fingerprint: fingerprint(ruleId, 'live database', subject),
  }
}
