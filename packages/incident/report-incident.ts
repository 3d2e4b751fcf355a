import {
  type Answer,
  answered,
  commentOnIssue,
  createIssue,
  type GitHub,
  type Issue,
  listIssues,
  readViewer,
  unanswered,
  updateIssue,
} from '@operator/github'
import { escapeMarkdown } from '@operator/report'
import type { IncidentFacts } from './facts.ts'
import { incidentMarker } from './marker.ts'
import { type IncidentContext, incidentBody, incidentTitle } from './render.ts'
import { type Severity, severities } from './severity.ts'

export interface IncidentReport extends IncidentContext {
  readonly facts: IncidentFacts
  /** The label of all incidents; `<label>:P0` to `<label>:P3` say how severe. */
  readonly label: string
}

export interface ReportedIncident {
  readonly number: number
  readonly url: string
  readonly change: 'opened' | 'updated' | 'unchanged'
}

/**
 * Keeps the one issue of this incident: opens it, or brings it up to date. Anybody may write the hidden marker, so only an issue
 * that this token's own account opened counts. Of two that are opened at once the younger is closed.
 */
export async function reportIncident(
  github: GitHub,
  report: IncidentReport,
): Promise<Answer<ReportedIncident>> {
  const found = await findIncident(github, report)
  if (!found.ok) return found
  return found.value === undefined ? open(github, report) : update(github, found.value, report)
}

async function open(github: GitHub, report: IncidentReport): Promise<Answer<ReportedIncident>> {
  const { facts, label } = report
  const created = await createIssue(github, {
    title: incidentTitle(facts),
    body: incidentBody(facts, report),
    labels: [label, `${label}:${facts.severity}`],
  })
  if (!created.ok) return created
  const { number, url } = created.value
  const oldest = await findIncident(github, report)
  if (oldest.ok && oldest.value !== undefined && oldest.value.number < number) {
    await commentOnIssue(
      github,
      number,
      `Duplicate of #${oldest.value.number}, which was opened at the same time.`,
    )
    await updateIssue(github, number, { state: 'closed' })
    return update(github, oldest.value, report)
  }
  return answered({ number, url, change: 'opened' })
}

async function update(
  github: GitHub,
  issue: Issue,
  report: IncidentReport,
): Promise<Answer<ReportedIncident>> {
  const { facts, label } = report
  const severity = worse(facts.severity, severityOfLabels(issue.labels, label))
  const body = incidentBody({ ...facts, severity }, report, issue.body)
  const title = incidentTitle({ ...facts, severity })
  const ours = severities.map((each) => `${label}:${each}`)
  const labels = [...issue.labels.filter((each) => !ours.includes(each)), `${label}:${severity}`]
  const closedBefore = issue.state === 'closed' && Date.parse(issue.closedAt ?? '') < facts.detectedAt
  const same =
    issue.body.replace(/\r\n/g, '\n') === body && issue.title === title && sameSet(labels, issue.labels)
  if (same && !closedBefore) return answered({ number: issue.number, url: issue.url, change: 'unchanged' })
  const updated = await updateIssue(github, issue.number, {
    title,
    body,
    labels,
    ...(closedBefore && { state: 'open' }),
  })
  if (!updated.ok) return updated
  // An edit notifies nobody; what people should do now has changed, so it is said.
  if (nextOf(issue.body) !== nextOf(body)) {
    await commentOnIssue(github, issue.number, escapeMarkdown(facts.next))
  }
  return answered({ number: issue.number, url: issue.url, change: 'updated' })
}

/** The oldest issue of ours with this incident's marker, open before closed. */
async function findIncident(
  github: GitHub,
  { facts, label }: IncidentReport,
): Promise<Answer<Issue | undefined>> {
  const viewer = await readViewer(github)
  if (!viewer.ok) return viewer
  const listed = await listIssues(github, [label], 'all')
  if (!listed.ok) return listed
  const marker = incidentMarker(facts)
  const ours = listed.value.items
    .filter((issue) => issue.author?.login === viewer.value && issue.body.split(/\r?\n/, 1)[0] === marker)
    .sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed') || a.number - b.number)
  if (ours[0] !== undefined || listed.value.complete) return answered(ours[0])
  return unanswered({ kind: 'partial', message: `more issues with the label ${label} than can be listed` })
}

/** A person may have raised the level: it only ever rises here. */
function severityOfLabels(labels: readonly string[], label: string): Severity | undefined {
  return severities.find((severity) => labels.includes(`${label}:${severity}`))
}

function worse(a: Severity, b: Severity | undefined): Severity {
  return b !== undefined && severities.indexOf(b) < severities.indexOf(a) ? b : a
}

function nextOf(body: string): string | undefined {
  return body.split(/\r?\n/).find((line) => line.startsWith('**Next:**'))
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each))
}
