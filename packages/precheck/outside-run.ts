import type { PrecheckRequest } from './request.ts'

/** What a request holds that no job of a workflow makes: no run, no evidence handed over, and nothing to wait for. */
export const outsideRun = {
  intent: 'release',
  service: 'default',
  run: undefined,
  job: undefined,
  checkRun: undefined,
  operator: undefined,
  evidence: { baseline: undefined, migrations: undefined },
  approvedEvidence: undefined,
  recomputed: undefined,
  wait: 0,
} as const satisfies Partial<PrecheckRequest>
