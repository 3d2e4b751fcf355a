import type { CheckOutcome } from '@operator/report'
import type { ChangesFacts } from '../changes/facts.ts'
import type { Fact } from '../fact.ts'
import { ask, fail, listed, notApplicable, pass, unknown } from '../outcome.ts'
import type { OtherAnswer } from './judge-evidence.ts'

/** What security-baseline said about this very change; only a change of nothing needs none. */
export function evaluateSecurityBaseline(answer: OtherAnswer, changes: Fact<ChangesFacts>): CheckOutcome {
  const id = 'precheck/security-baseline'
  if (answer.kind === 'missing' && changes.known && changes.value.total === 0) {
    return notApplicable(id, 'nothing-changed', 'Nothing changes, so nothing is brought in.')
  }
  return judge(id, 'security-baseline', answer)
}

/** What migration-guard said; a change that touches nothing like a migration needs no answer. */
export function evaluateMigrationGuard(answer: OtherAnswer, touched: Fact<readonly string[]>): CheckOutcome {
  const id = 'precheck/migration-guard'
  if (answer.kind === 'missing' && touched.known && touched.value.length === 0) {
    return notApplicable(id, 'no-migrations', 'The change touches no file that could be a migration.', {
      evidence: [{ fact: 'no changed path looks like SQL, a schema or a migration', source: 'git' }],
    })
  }
  const evidence =
    touched.known && touched.value.length > 0
      ? [{ fact: `may be migrations: ${listed(touched.value)}`, source: 'git' }]
      : []
  const outcome = judge(id, 'migration-guard', answer)
  return { ...outcome, evidence: [...outcome.evidence, ...evidence] }
}

function judge(id: string, action: string, answer: OtherAnswer): CheckOutcome {
  switch (answer.kind) {
    case 'missing':
      return unknown(id, 'evidence-missing', `No evidence of ${action} was handed over.`, {
        next: `Run ${action} before this job and hand its output over: with: { ${action}: \${{ needs.<job>.outputs.evidence }} }; or use the gate.`,
      })
    case 'rejected':
      return unknown(
        id,
        'evidence-unverified',
        `The evidence of ${action} does not count (${answer.code}). ${answer.message}`,
        {
          next: answer.next,
        },
      )
    case 'answered':
      break
  }
  const evidence = [{ fact: `${action} said ${answer.verdict}`, source: answer.source }]
  const why = answer.worst.length === 0 ? '' : ` ${sentence(answer.worst)}`
  const next = `See the summary of ${action}${answer.worst[0] === undefined ? '' : `: ${answer.worst[0]}`}`
  switch (answer.verdict) {
    case 'go':
      return pass(id, 'said-go', `${action} said go.`, { evidence })
    case 'ask-human':
      return ask(id, 'said-ask-human', `${action} asks for a human.${why}`, { evidence, next })
    case 'incomplete':
      return unknown(id, 'said-incomplete', `${action} could not establish everything.${why}`, {
        evidence,
        next,
      })
    case 'no-go':
      return fail(id, 'said-no-go', `${action} said no-go.${why}`, { evidence, next })
  }
}

/** What was worst, each with its own message, as one sentence. */
function sentence(worst: readonly string[]): string {
  const more = worst.length > 3 ? `; and ${worst.length - 3} more` : ''
  const shown = worst.slice(0, 3).map((message) => message.replace(/\.$/, ''))
  return `${shown.join('; ')}${more}.`
}
