export * from './engine.ts'
export * from './log.ts'
export * from './open.ts'
export * from './plan.ts'
