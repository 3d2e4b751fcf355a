import { listed } from '@operator/report'
import { closestNames } from '../../ci/closest-names.ts'
import type { WeaknessRule } from './rule.ts'

/** A required check that nothing reports holds up every change, until somebody posts it by hand. */
export const nobodyReports: WeaknessRule = ({ required, emitters, trusted, reported }) => {
  if (emitters.length > 0 || reported === undefined || reported.unread.length > 0) return undefined
  const names = [
    ...reported.checkRuns.map(({ name }) => name),
    ...reported.statuses.map(({ context }) => context),
  ]
  if (names.includes(required.name)) return undefined
  const close = closestNames(required.name, [
    ...names,
    ...trusted.workflows.flatMap(({ jobs }) => jobs.map(({ checkNames }) => checkNames[0]?.join('…') ?? '')),
  ])
  const hint = close.length === 0 ? '' : ` Close to it: ${listed(close.map((name) => JSON.stringify(name)))}.`
  const unread = trusted.unreadable.length === 0 ? '' : ` ${listed(trusted.unreadable)} could not be read.`
  return {
    code: 'nobody-reports',
    message: `Nothing reports it, so every change waits for it until somebody posts it by hand.${hint}${unread}`,
    remedy: 'Correct the name where it is demanded, or let a workflow of the branch report it.',
  }
}
