import { codeSpan, escapeMarkdown, shorten } from '@operator/report'
import type { IncidentFacts } from './facts.ts'
import { incidentMarker } from './marker.ts'
import { type OwedStep, owedSteps } from './owed.ts'
import { severityMeaning } from './severity.ts'

/** GitHub refuses a longer title, and a longer body. */
const titleLimit = 200
const bodyLimit = 60_000

export interface IncidentContext {
  /** `@login` or `@org/team`. */
  readonly owners: readonly string[]
  /** Page of the run that watches. */
  readonly runUrl?: string | undefined
}

export function incidentTitle(facts: IncidentFacts): string {
  const place = [facts.service, ...(facts.environment === null ? [] : [facts.environment])].join('/')
  return shorten(`${facts.severity}: ${facts.title} (${place})`.replace(/\s+/g, ' '), titleLimit)
}

/**
 * The issue's body. `existing` is the body as it stands on GitHub: a step that a person ticked stays ticked.
 */
export function incidentBody(facts: IncidentFacts, context: IncidentContext, existing = ''): string {
  const { severity } = facts
  const { definition, response } = severityMeaning[severity]
  const owners = context.owners.filter((owner) => /^@[\w-]+(\/[\w.-]+)?$/.test(owner))
  const parts = [
    incidentMarker(facts),
    `**${severity}: ${definition}.** Response: ${response}.${owners.length > 0 ? ` ${owners.join(' ')}` : ''}`,
    `**Next:** ${escapeMarkdown(facts.next)}`,
    `### What was measured\n\n${facts.impact.map((line) => `- ${escapeMarkdown(shorten(line, 500))}`).join('\n')}`,
    `### Owed\n\n${owedSteps(facts)
      .map((step) => owedLine(step, isTicked(existing, step)))
      .join('\n')}`,
    timeline(facts),
    footer(facts, context),
  ]
  return shorten(parts.join('\n\n'), bodyLimit)
}

function timeline({ timeline: entries }: IncidentFacts): string {
  const rows = entries.map(({ at, what }) => `| ${clock(at)} | ${escapeMarkdown(shorten(what, 300))} |`)
  return ['### Timeline (UTC)', '', '| when | what |', '|---|---|', ...rows].join('\n')
}

function owedLine(step: OwedStep, ticked: boolean): string {
  const done = step.doneAt === null ? '' : `, done ${clock(step.doneAt)} by the watch`
  return `- [${ticked || step.doneAt !== null ? 'x' : ' '}] ${step.title} by ${clock(step.due)}${done}`
}

function isTicked(body: string, { title }: OwedStep): boolean {
  return body
    .split(/\r?\n/)
    .some((line) => /^- \[x\] /i.test(line) && line.slice(6).startsWith(`${title} by `))
}

/** `root cause: <sha>` is what four-keys reads to count a failed change. */
function footer(facts: IncidentFacts, { runUrl }: IncidentContext): string {
  const lines = [
    ...(facts.sha === null ? [] : [`- root cause: ${facts.sha}`]),
    ...(facts.deployment === null ? [] : [`- deployment: ${codeSpan(String(facts.deployment))}`]),
    ...(runUrl === undefined ? [] : [`- watched by: ${runUrl}`]),
  ]
  return lines.join('\n')
}

/** `2026-08-01 12:05 UTC`. */
export function clock(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
