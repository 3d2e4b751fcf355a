import { commonInputs } from '@operator/host'
import type { z } from 'zod'
import { gateInputs } from '../../actions/gate/inputs.ts'
import { migrationGuardInputs } from '../../actions/migration-guard/inputs.ts'
import { postDeployWatchInputs } from '../../actions/post-deploy-watch/inputs.ts'
import { precheckInputs } from '../../actions/precheck/inputs.ts'
import { securityBaselineInputs } from '../../actions/security-baseline/inputs.ts'

/** The input schema of each JavaScript action, common inputs first: what action.yml and the READMEs are made from. */
export const actionShapes: Readonly<Record<string, z.ZodRawShape>> = {
  gate: { ...commonInputs, ...gateInputs },
  'migration-guard': { ...commonInputs, ...migrationGuardInputs },
  'post-deploy-watch': { ...commonInputs, ...postDeployWatchInputs },
  precheck: { ...commonInputs, ...precheckInputs },
  'security-baseline': { ...commonInputs, ...securityBaselineInputs },
}

const nextOpenAt = {
  'next-open-at': 'When the deploy window opens next, ISO 8601, where it is closed now.',
}

/** What an action answers beside what every action does, by output. */
export const ownOutputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gate: nextOpenAt,
  'migration-guard': {
    record: 'Path of what `phase: before` wrote down, for `phase: verify`.',
    'record-digest': 'SHA-256 of the record.',
  },
  precheck: nextOpenAt,
  'security-baseline': { issue: 'Address of the tracking issue, where an audit keeps one.' },
}
