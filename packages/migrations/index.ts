export * from './collect.ts'
export * from './evaluate.ts'
export * from './policy.ts'
export * from './snapshot.ts'
