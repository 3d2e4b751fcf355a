import type { DeploymentState } from '@operator/github'
import type { IncidentFacts } from '@operator/incident'
import type { MetricWindow } from './event.ts'

/** What the watch wants done; each is answered by one event. */
export type Command =
  | { readonly type: 'read-version'; readonly round: number }
  | { readonly type: 'probe'; readonly round: number; readonly path: string }
  | {
      readonly type: 'query-metric'
      readonly metric: string
      readonly window: MetricWindow
      /** End of the first and of the last stretch. Milliseconds since 1970. */
      readonly first: number
      readonly last: number
      readonly every: number
    }
  | { readonly type: 'set-status'; readonly state: DeploymentState; readonly description: string }
  | { readonly type: 'report-incident'; readonly incident: IncidentFacts }
  | { readonly type: 'lock-rollback' }
  | { readonly type: 'dispatch-rollback' }
  | { readonly type: 'read-run'; readonly run: number }
