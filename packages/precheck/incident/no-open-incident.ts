import { type CheckOutcome, type Intent, shorten } from '@operator/report'
import type { Fact } from '../fact.ts'
import { ask, counted, fail, listed, pass, unanswered, unknown } from '../outcome.ts'
import type { PrecheckRules } from '../rules.ts'
import type { IncidentsFacts } from './facts.ts'
import { type JudgedIncident, judgeIncident } from './judge-incident.ts'

const id = 'precheck/no-open-incident'

/** Open incidents that count, the worst first; undefined when they could not be read. */
export function findOpenIncidents(
  facts: Fact<IncidentsFacts>,
  rules: PrecheckRules,
): JudgedIncident[] | undefined {
  if (!facts.known) return undefined
  return facts.value.incidents
    .map((incident) => judgeIncident(incident, facts.value, rules.incident.label))
    .filter(({ standing }) => standing === 'counts')
    .sort((a, b) => a.severity.localeCompare(b.severity))
}

/** Nothing but the way out of an incident is deployed into it; and a hotfix needs one to mend, `named` where several are open. */
export function evaluateNoOpenIncident(
  facts: Fact<IncidentsFacts>,
  intent: Intent,
  rules: PrecheckRules,
  named?: number,
): CheckOutcome {
  const { label } = rules.incident
  if (!facts.known) return unanswered(id, `The open issues with the label ${label}`, facts)
  const judged = facts.value.incidents.map((incident) => judgeIncident(incident, facts.value, label))
  const evidence = judged.map(({ incident, severity, standing, why }) => ({
    fact: `#${incident.number} "${shorten(incident.title, 80)}": ${severity}, ${standing === 'counts' ? why : `does not count: ${why}`}`,
    source: 'GitHub issues',
    url: incident.url,
  }))
  const open = judged.filter(({ standing }) => standing === 'counts')
  const unclear = judged.filter(({ standing }) => standing === 'unclear')
  const name = ({ incident, severity }: JudgedIncident) => `#${incident.number} (${severity})`
  if (intent === 'hotfix') {
    if (named !== undefined && !open.some(({ incident }) => incident.number === named)) {
      const ignored = judged.find(({ incident }) => incident.number === named)
      const why = ignored === undefined ? 'it is not open with that label' : ignored.why
      return fail(id, 'hotfix-for-another', `#${named} is no incident that a hotfix could mend: ${why}.`, {
        evidence,
        next: `Name the open incident with the label ${label} that this mends.`,
      })
    }
    if (named === undefined && open.length > 1) {
      return fail(
        id,
        'hotfix-unnamed',
        `Open are ${listed(open.map(name))}: which one this hotfix mends is not said.`,
        {
          evidence,
          next: 'Set the input incident to the number of the one that this mends.',
        },
      )
    }
    const mends = open.filter(({ incident }) => named === undefined || incident.number === named)
    return open.length > 0
      ? pass(id, 'hotfix-for-incident', `A hotfix for ${listed(mends.map(name))}.`, { evidence })
      : fail(
          id,
          'hotfix-without-incident',
          'A hotfix needs an open incident that it mends, and there is none.',
          {
            evidence,
            next: `Open an issue with the label ${label}, or deploy this as a release.`,
          },
        )
  }
  const severe = open.filter(({ severity }) => severity === 'P0' || severity === 'P1')
  if (severe.length > 0) {
    return fail(id, 'incident-open', `Open: ${listed(severe.map(name))}.`, {
      evidence,
      next: `Close ${listed(severe.map(name), 1)} first; what mends it goes out as intent: hotfix or rollback.`,
    })
  }
  if (unclear.length > 0 || !facts.value.complete) {
    const what = facts.value.complete
      ? `whether ${listed(unclear.map(name))} counts`
      : 'the older open incidents'
    return unknown(id, 'incidents-unread', `Not known: ${what}.`, {
      evidence,
      next: 'Grant this job issues: read and metadata: read, and close what is over.',
    })
  }
  const unrated = open.filter(({ severity }) => severity === 'unrated')
  if (unrated.length > 0) {
    return ask(id, 'incident-unrated', `Open and without a severity: ${listed(unrated.map(name))}.`, {
      evidence,
      next: `Give it one of the labels ${label}:P0 to ${label}:P3.`,
    })
  }
  const minor =
    open.length === 0 ? 'No incident is open.' : `Only minor ones are open: ${listed(open.map(name))}.`
  const ignored = judged.length - open.length
  return pass(
    id,
    'none-open',
    ignored === 0
      ? minor
      : `${minor} ${counted(ignored, 'issue')} with the label ${ignored === 1 ? 'does' : 'do'} not count.`,
    {
      evidence,
    },
  )
}
