export { type Environment, refusedNames, scrubEnvironment } from './environment.ts'
export { type CommandDecision, mayRunCommands } from './may-run.ts'
export { hasPersistedToken } from './persisted-token.ts'
export { type Command, type CommandResult, runCommand } from './run-command.ts'
