import { defineAction } from '@operator/host'
import {
  collectPrecheck,
  evaluatePrecheck,
  precheckChecks,
  precheckSnapshot,
  toPrecheckRequest,
} from '@operator/precheck'
import { precheckInputs } from './inputs.ts'

export const action = defineAction({
  action: 'precheck',
  inputs: precheckInputs,
  checks: precheckChecks,
  snapshot: precheckSnapshot,
  collect: (request) =>
    collectPrecheck(
      toPrecheckRequest(request, {
        job: process.env['GITHUB_JOB'],
        checkRun: request.inputs['check-run-id'],
        operator: process.env['GITHUB_ACTION_REPOSITORY'] || undefined,
        evidence: {
          baseline: request.inputs['security-baseline'],
          migrations: request.inputs['migration-guard'],
        },
        watcher: request.inputs.watcher,
        incident: request.inputs.incident,
        wait: request.inputs.wait,
        approvedEvidence: request.inputs['approved-evidence'],
      }),
    ),
  evaluate: (snapshot, { policy, now }) => {
    const { outcomes, sources, validFor, nextOpenAt, preamble } = evaluatePrecheck(snapshot, policy, now)
    return {
      outcomes,
      sources,
      validFor,
      ...(preamble !== undefined && { preamble }),
      outputs: { 'next-open-at': nextOpenAt ?? '' },
    }
  },
})
