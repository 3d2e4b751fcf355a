import { baselineChecks, baselineSnapshot, collectBaseline, evaluateBaseline } from '@operator/baseline'
import { defineAction, hideSecret, maskSecret, sayDefect } from '@operator/host'
import { securityBaselineInputs } from './inputs.ts'

export const action = defineAction({
  action: 'security-baseline',
  inputs: securityBaselineInputs,
  checks: baselineChecks,
  snapshot: baselineSnapshot,
  collect: ({ sight, policy: { security }, progress }) =>
    collectBaseline(sight.range, security, {
      onSecret: maskSecret,
      onSecretInName: hideSecret,
      onCrash: sayDefect,
      progress,
    }),
  evaluate: (snapshot, { policy: { security }, now }) => ({
    outcomes: evaluateBaseline(snapshot, security, now),
  }),
})
