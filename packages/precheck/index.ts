export { collectPrecheck } from './collect.ts'
export { doctorSectionOf } from './doctor/section-of.ts'
export { type Demand, type Duty, duties } from './duties.ts'
export { evaluatePrecheck, type PrecheckEvaluation } from './evaluate.ts'
export { hearPeopleAbout } from './hear-people.ts'
export {
  type EnvironmentPolicy,
  environmentPolicy,
  type PrecheckPolicy,
  precheckChecks,
  precheckPolicy,
} from './policy.ts'
export type { RecomputedAnswer, RecomputedEvidence } from './recomputed-evidence.ts'
export type { PrecheckRequest } from './request.ts'
export type { PrecheckRules } from './rules.ts'
export { type PrecheckSnapshot, precheckSnapshot } from './snapshot.ts'
export { type PrecheckOwn, type PrecheckSource, toPrecheckRequest } from './to-request.ts'
