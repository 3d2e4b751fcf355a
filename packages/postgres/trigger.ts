import type { Action } from './action.ts'

/** TRIGGER_TYPE_* of PostgreSQL's catalog/pg_trigger.h. */
export const triggerBits = { before: 2, insert: 4, update: 16, instead: 64 } as const

export function triggerTiming(
  timing: number | undefined,
): Extract<Action, { kind: 'create-trigger' }>['timing'] {
  switch (timing) {
    case triggerBits.before:
      return 'before'
    case triggerBits.instead:
      return 'instead'
    default:
      return 'after'
  }
}
