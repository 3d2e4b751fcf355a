import { auditChecks, auditIssue, auditSnapshot, collectAudit, evaluateAudit } from '@operator/baseline'
import { defineAction } from '@operator/host'
import { securityBaselineInputs } from './inputs.ts'

/** What `dependency-audit` runs: the dependencies alone, all of them, with one tracking issue. */
export const action = defineAction({
  action: 'dependency-audit',
  inputs: securityBaselineInputs,
  checks: auditChecks,
  snapshot: auditSnapshot,
  collect: ({ sight, policy: { security }, progress }) => {
    progress(`waiting for advisories from ${security.dependencies.source}`)
    return collectAudit(sight.range, security)
  },
  evaluate: (snapshot, { policy: { security }, common, now }) => {
    const issue = auditIssue(snapshot, security, now)
    return {
      outcomes: evaluateAudit(snapshot, security, now),
      ...(issue !== undefined && {
        trackingIssue: { ...issue, key: `dependency-audit:${common.service}`, labels: ['dependency-audit'] },
      }),
    }
  },
})
