import type { Level } from '@operator/report'
import type { AuditedFile } from './file.ts'
import type { WorkflowsPolicy } from './policy.ts'
import type { Position } from './value.ts'

/** One place that a rule objects to. */
export interface Hit {
  readonly at: Position
  readonly level: Level
  readonly message: string
  /** Tells this place from others of the same rule in the file, without line numbers. */
  readonly subject: string
}

/** Ids and severities follow zizmor's, so that people find its documentation: High is an error, Medium a warning, the rest a note. */
export interface Rule {
  readonly id: string
  readonly remedy: string
  readonly audit: (file: AuditedFile, policy: WorkflowsPolicy) => Iterable<Hit>
}
