import { assembleChecks } from '@operator/report'
import { evaluatePrecheck } from '../evaluate.ts'
import { precheckChecks } from '../policy.ts'
import type { PrecheckRules } from '../rules.ts'
import type { Unanswerable } from './diagnosis.ts'
import type { Trial } from './facts.ts'

/** Tries precheck on each trial: what it could not know there, and why. One entry for each check and reason. */
export function findUnanswerable(trials: readonly Trial[], rules: PrecheckRules, now: Date): Unanswerable[] {
  const found = trials.flatMap(({ about, snapshot }) => {
    const { outcomes } = evaluatePrecheck(snapshot, rules, now)
    return assembleChecks(precheckChecks, outcomes, rules.checks)
      .filter(({ status }) => status === 'unknown')
      .map(({ id, title, level, reason, next }) => ({
        check: id,
        title,
        level,
        about,
        code: reason.code,
        message: reason.message,
        ...(next !== undefined && { next }),
      }))
  })
  const groups = Map.groupBy(found, ({ check, code }) => `${check} ${code}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ ...first, about: [...new Set(group.map(({ about }) => about))] }]
  })
}
