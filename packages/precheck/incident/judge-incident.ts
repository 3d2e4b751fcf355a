import type { IncidentFacts, IncidentsFacts } from './facts.ts'

export type Severity = 'P0' | 'P1' | 'P2' | 'P3' | 'unrated'

export interface JudgedIncident {
  readonly incident: IncidentFacts
  readonly severity: Severity
  /** `counts`: opened or labelled by our own app or by somebody who may triage. */
  readonly standing: 'counts' | 'ignored' | 'unclear'
  readonly why: string
}

/** Whether an open issue really is an incident: anybody may open an issue, and a template may label it. */
export function judgeIncident(incident: IncidentFacts, facts: IncidentsFacts, label: string): JudgedIncident {
  const severity = severityOf(incident.labels, label)
  const people = [...(incident.author === undefined ? [] : [incident.author]), ...incident.labelledBy]
  const standings = people.map((person) => standingOf(person, facts))
  const counting = standings.find(({ standing }) => standing === 'counts')
  const unclear = standings.find(({ standing }) => standing === 'unclear')
  const decisive = counting ?? unclear ?? standings[0]
  return {
    incident,
    severity,
    standing: decisive?.standing ?? 'unclear',
    why: decisive?.why ?? 'nobody knows who opened it',
  }
}

function standingOf(
  { login, type }: { readonly login: string; readonly type: string },
  { permissions, viewer }: IncidentsFacts,
): Pick<JudgedIncident, 'standing' | 'why'> {
  const bare = (name: string) => name.toLowerCase().replace(/\[bot\]$/, '')
  if (bare(login) === 'github-actions' || (viewer !== undefined && bare(viewer) === bare(login))) {
    return { standing: 'counts', why: `by ${login}, our own app` }
  }
  if (type === 'Bot') return { standing: 'ignored', why: `by ${login}, which is not our app` }
  const permission = permissions[login.toLowerCase()]
  if (permission === undefined || !permission.answered) {
    return { standing: 'unclear', why: `it is not known what ${login} may do here` }
  }
  return ['admin', 'maintain', 'write', 'triage'].includes(permission.permission)
    ? { standing: 'counts', why: `by ${login} (${permission.permission})` }
    : { standing: 'ignored', why: `by ${login}, who may not triage here (${permission.permission})` }
}

/** The worst of the labels `incident:P0` … `incident:P3`, or plain `P0`, `sev1`. */
function severityOf(labels: readonly string[], label: string): Severity {
  const rated = labels.flatMap((name) => {
    const rest = name.toLowerCase().startsWith(`${label.toLowerCase()}:`)
      ? name.slice(label.length + 1)
      : name
    const digit = /^\s*(?:p|sev(?:erity)?[ -]?)([0-3])\s*$/i.exec(rest)?.[1]
    return digit === undefined ? [] : [Number(digit)]
  })
  if (rated.length === 0) return 'unrated'
  const severities = ['P0', 'P1', 'P2', 'P3'] as const
  return severities[Math.min(...rated)] ?? 'unrated'
}
