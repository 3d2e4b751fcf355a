import type { Severity } from './severity.ts'

export interface TimelineEntry {
  /** Milliseconds since 1970. */
  readonly at: number
  /** Plain text; may quote what a server sent. */
  readonly what: string
}

/** One incident: everything that its issue says. Times are milliseconds since 1970. */
export interface IncidentFacts {
  readonly service: string
  readonly environment: string | null
  /** Id of the deployment that caused it; null when none is recorded. */
  readonly deployment: number | null
  readonly sha: string | null
  readonly severity: Severity
  /** What is broken, in a few words. */
  readonly title: string
  /** What was measured, one sentence each. */
  readonly impact: readonly string[]
  readonly detectedAt: number
  readonly timeline: readonly TimelineEntry[]
  /** When the bad version was taken out of service, if it was. */
  readonly recoveredAt: number | null
  /** When the recovery was proven, if it was. */
  readonly verifiedAt: number | null
  /** What a person has to do now, one sentence. */
  readonly next: string
}
