import { defineAction } from '@operator/host'
import {
  collectPrecheck,
  doctorSectionOf,
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
  evaluate: (snapshot, { policy, now, keptPolicy }) => {
    const { outcomes, sources, validFor, nextOpenAt, preamble } = evaluatePrecheck(snapshot, policy, now)
    const doctor = doctorSectionOf(snapshot, policy, now, keptPolicy.text !== null)
    const top = [preamble, doctor].filter((part) => part !== undefined)
    return {
      outcomes,
      sources,
      validFor,
      ...(top.length > 0 && { preamble: top.join('\n\n') }),
      outputs: { 'next-open-at': nextOpenAt ?? '' },
    }
  },
})
