import type { CheckOutcome, SourceAnswer } from '@operator/report'
import { concludeWatch } from './conclusion.ts'
import { deploymentReport } from './deployment-report.ts'
import { outcomesOf } from './outcomes/index.ts'
import { reportOutcome } from './outcomes/report.ts'
import { watchChecks } from './policy.ts'
import { replay } from './reduce.ts'
import type { WatchSnapshot } from './snapshot.ts'
import { sourcesOf } from './sources.ts'

export interface WatchEvaluation {
  readonly outcomes: readonly CheckOutcome[]
  readonly headline: string
  readonly sources?: readonly SourceAnswer[]
  /** The deployment report, Markdown. */
  readonly preamble?: string
}

/** Replays the watch: its events give the same verdict anywhere, at any time. */
export function evaluateWatch(snapshot: WatchSnapshot): WatchEvaluation {
  switch (snapshot.kind) {
    case 'watched': {
      const state = replay(snapshot.plan, snapshot.events)
      const outcomes = [...outcomesOf(state), reportOutcome(state, snapshot.shipped, snapshot.problems)]
      const { conclusion, headline } = concludeWatch(state)
      return {
        outcomes,
        headline,
        sources: sourcesOf(state, snapshot.problems),
        preamble: deploymentReport(snapshot, state, conclusion, outcomes),
      }
    }
    case 'nothing-due':
      return {
        outcomes: everyCheck('not-applicable', 'nothing-due', snapshot.why),
        headline: `Nothing to watch: ${snapshot.why}`,
      }
    case 'undetermined':
      return {
        outcomes: everyCheck('unknown', 'deployment-undetermined', snapshot.why, snapshot.next),
        headline: `Watch failed: ${snapshot.why}`,
      }
  }
}

function everyCheck(
  status: CheckOutcome['status'],
  code: string,
  message: string,
  next?: string,
): CheckOutcome[] {
  return watchChecks.map(({ id }) => ({
    id,
    status,
    reason: { code, message },
    evidence: [],
    findings: [],
    ...(next !== undefined && { next }),
  }))
}
