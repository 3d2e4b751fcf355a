import { type CheckOutcome, type Question, verdictOfStatus, worst } from '@operator/report'
import type { OtherAnswer, OtherCheck } from '../evidence/judge-evidence.ts'
import { howToAnswer } from './how-to-answer.ts'
import type { Panel } from './panel.ts'
import { conclude } from './settle.ts'

/** Another action's answer, with its questions as people have answered them. `paths` is what they are about. */
export function settleAnswer(answer: OtherAnswer, panel: Panel, paths: readonly string[]): OtherAnswer {
  if (answer.kind !== 'answered') return answer
  const checks = answer.checks.map((check): OtherCheck => {
    if (check.status !== 'ask' || check.questions !== undefined) return check
    const { id, code, findings, shown } = check
    const asked = panel.ask({ check: id, code, findings, paths, shown })
    const { status, questions } = conclude(outcomeOf(check), asked, panel)
    return { ...check, status, ...(questions !== undefined && { questions }) }
  })
  const counted = checks.filter(({ level }) => level === 'enforce')
  const changed = checks.some(({ status }, index) => status !== answer.checks[index]?.status)
  if (!changed) return { ...answer, checks }
  return {
    ...answer,
    checks,
    verdict: worst(counted.map(({ status }) => verdictOfStatus(status))),
    worst: counted.flatMap(({ id, code, status }) =>
      verdictOfStatus(status) === 'go' ? [] : [`${id} (${code})`],
    ),
  }
}

/** What of another action's questions is still open. */
function openQuestions(answer: OtherAnswer): readonly Question[] {
  if (answer.kind !== 'answered') return []
  return answer.checks.flatMap(({ level, status, questions = [] }) =>
    level === 'enforce' && verdictOfStatus(status) !== 'go'
      ? questions.filter(({ answeredBy }) => answeredBy === undefined)
      : [],
  )
}

function outcomeOf({ id, code, findings, status }: OtherCheck): CheckOutcome {
  return { id, status, reason: { code, message: '' }, evidence: [], findings }
}

/** What hands on another action's questions says how they are answered. */
export function relay(outcome: CheckOutcome, answer: OtherAnswer, { doors }: Panel): CheckOutcome {
  const questions = openQuestions(answer)
  if (outcome.status !== 'ask' || questions.length === 0) return outcome
  const first = outcome.next === undefined ? '' : `${outcome.next.replace(/\.?$/, '.')} `
  return { ...outcome, questions, next: `${first}${howToAnswer(questions, doors)}` }
}
