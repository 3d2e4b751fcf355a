export { type BaselinePorts, collectBaseline } from './collect.ts'
export { evaluateBaseline } from './evaluate.ts'
export { type BaselinePolicy, baselineChecks, baselinePolicy } from './policy.ts'
export { type BaselineSnapshot, baselineSnapshot } from './snapshot.ts'
