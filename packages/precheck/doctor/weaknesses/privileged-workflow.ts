import { listed } from '@operator/report'
import { reachable } from '../reachable.ts'
import type { WeaknessRule } from './rule.ts'

export const privilegedWorkflow: WeaknessRule = ({ emitters }) => {
  const open = emitters.filter(({ events }) => events.some((event) => reachable.includes(event)))
  if (open.length === 0) return undefined
  const names = listed(
    open.map(({ path, events }) => `${path} (${events.filter((one) => reachable.includes(one)).join(', ')})`),
  )
  return {
    code: 'privileged-workflow',
    message: `Outsiders, where it reads what they wrote: it is reported by ${names}, which runs with the repository's own token on events that they can cause.`,
    remedy:
      'Let it read the change as data only, never check it out or run it, and give it no permission that it does not need.',
  }
}
