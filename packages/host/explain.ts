import { UserError } from './user-error.ts'

/** An error for the log: the user's fault in words alone, ours with its stack. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return error.message
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `This is a defect of Operator; please report it with this text.\n${stack}`
}
