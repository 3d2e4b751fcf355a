export { collectDependencies } from './collect.ts'
export { evaluateDependencies } from './evaluate.ts'
export type { OsvRecord } from './osv/record.ts'
export { type DependenciesSnapshot, dependenciesSnapshot } from './snapshot.ts'
