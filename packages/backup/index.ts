export { type BackupRequest, collectBackup } from './collect.ts'
export { evaluateBackup } from './evaluate.ts'
export { type BackupFacts, backupFacts } from './facts.ts'
export * from './policy.ts'
