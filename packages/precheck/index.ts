export {
  type EnvironmentPolicy,
  environmentPolicy,
  type PrecheckPolicy,
  precheckChecks,
  precheckPolicy,
} from './policy.ts'
export type { RecomputedAnswer, RecomputedEvidence } from './recomputed-evidence.ts'
