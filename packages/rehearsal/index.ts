export * from './engine.ts'
export * from './log.ts'
export * from './plan.ts'
