import type { Rule } from './rule.ts'

export const lockTimeoutOff: Rule = {
  id: 'lock-timeout-off',
  finds: 'lock_timeout switched off, or longer than a minute',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'set' || action.name !== 'lock_timeout' || action.value === undefined)
      return undefined
    const seconds = toSeconds(action.value)
    if (seconds !== 0 && seconds <= 60) return undefined
    return {
      subject: context.statement.sql.slice(0, 100),
      message: `With lock_timeout ${action.value} a statement may wait ${seconds === 0 ? 'for ever' : 'minutes'} for its lock, and every later query on the table waits behind it.`,
      remedy: 'Set it to a few seconds, and retry.',
    }
  },
}

const units: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400 }

/** A number without a unit is milliseconds. */
function toSeconds(value: string): number {
  const [, number = '0', unit = ''] = /^(\d+(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(value.trim()) ?? []
  return Number(number) * (units[unit || 'ms'] ?? 1e-3)
}
