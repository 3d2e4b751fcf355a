import type { CheckOutcome } from '@operator/report'
import { ask, counted, listed, notApplicable, pass, unknown } from '../outcome.ts'
import { type PrecheckRules, tierOf } from '../rules.ts'
import { isDeploying } from '../subject.ts'
import type { Panel } from './panel.ts'
import { conclude } from './settle.ts'
import type { Found, Trigger } from './triggers.ts'

const id = 'precheck/escalation'

/** What the playbook wants a human asked about: all of it in one place, each answered by its own fingerprint. */
export function evaluateEscalation(
  found: readonly Found[],
  panel: Panel,
  rules: PrecheckRules,
): CheckOutcome {
  const { subject } = panel
  const tier = tierOf(rules, subject.environment)
  if (isDeploying(subject) && tier !== 'production') {
    return notApplicable(
      id,
      'no-human-needed',
      `${subject.environment} is a ${tier} environment: it is decided without a human.`,
    )
  }
  const triggers = found.flatMap((one) => one.triggers)
  const [doubt] = found.flatMap((one) => one.doubts)
  const evidence = triggers.map(({ kind, message }) => ({
    fact: `${kind}: ${message}`,
    source: 'worked out here',
  }))
  const settled =
    triggers.length === 0
      ? undefined
      : conclude(
          ask(
            id,
            codeOf(triggers),
            `${counted(triggers.length, 'thing')} for a human: ${listed(triggers.map(({ message }) => message))}.`,
            {
              evidence,
              next: 'Look at what is named before it ships.',
            },
          ),
          triggers.flatMap(({ answered }) => answered),
          panel,
        )
  if (doubt !== undefined && (settled === undefined || settled.status === 'pass')) {
    return unknown(id, doubt.code, doubt.message, { evidence: settled?.evidence ?? [], next: doubt.next })
  }
  return settled ?? pass(id, 'nothing-to-ask', 'Nothing in it is for a human to decide.')
}

/** The one kind that there is, or that there are several. */
function codeOf([first, ...rest]: readonly Trigger[]): string {
  return first !== undefined && rest.every(({ kind }) => kind === first.kind)
    ? first.kind
    : 'several-triggers'
}
