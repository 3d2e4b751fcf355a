import { codeSpan, counted, escapeMarkdown, shorten } from '@operator/report'
import { sortIds } from './osv/aliases.ts'
import { findRemedy } from './remedy.ts'
import { bySeverity } from './severity-order.ts'
import type { DependenciesSnapshot, Vulnerability } from './snapshot.ts'

/** What the tracking issue says. */
export interface AuditIssue {
  readonly title: string
  readonly body: string
  /** False when nothing is left to do. */
  readonly open: boolean
}

/** GitHub refuses a longer body; room is left for the marker. Characters. */
const bodyLimit = 65_536 - 1_024

/**
 * The tracking issue's text. It names no commit, no time and no run: the same advisories give the same text, so that an issue
 * is written, and its watchers are told, only when something changed. `accepted` gives the day until which the policy accepts
 * one, if it does.
 */
export function renderAuditIssue(
  snapshot: DependenciesSnapshot,
  accepted: (one: Vulnerability) => string | undefined,
): AuditIssue {
  const all = groupByPackage(snapshot.head.vulnerabilities)
  const open = all.filter((group) => group.some((one) => accepted(one) === undefined))
  const settled = all.filter((group) => group.every((one) => accepted(one) !== undefined))
  const parts = [introduction(open), ...sections(open), ...footnotes(snapshot, settled, accepted)]
  return { title: titleOf(open), body: fit(parts), open: open.length > 0 }
}

/** All advisories of one package version in one lockfile, the worst first. */
type Group = readonly [Vulnerability, ...Vulnerability[]]

function groupByPackage(vulnerabilities: readonly Vulnerability[]): Group[] {
  const groups = new Map<string, [Vulnerability, ...Vulnerability[]]>()
  for (const one of [...vulnerabilities].sort(bySeverity)) {
    const key = `${one.manifest}\0${one.package.name}\0${one.package.version}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()]
}

function titleOf(groups: readonly Group[]): string {
  const [worst] = groups
  if (worst === undefined) return 'Dependency audit: no known vulnerability'
  const malicious = groups.filter(([one]) => one.malicious).length
  const detail = malicious > 0 ? `${malicious} malicious` : `worst ${worst[0].severity}`
  return `Dependency audit: ${counted(groups.length, 'vulnerable package')}, ${detail}`
}

function introduction(groups: readonly Group[]): string {
  const upkeep =
    'This issue is kept up to date by the scheduled audit. It is closed when nothing is left, and opened again when something new appears; edits to it are overwritten.'
  if (groups.length === 0)
    return `No package in the lockfiles has a known vulnerability that is not accepted.\n\n<sub>${upkeep}</sub>`
  const lockfiles = new Set(groups.map(([one]) => one.manifest)).size
  const what = `${counted(groups.length, 'package version')} in ${counted(lockfiles, 'lockfile')}`
  return `**${what} with known vulnerabilities, the worst first.** Each line says what to do about it.\n\n<sub>${upkeep}</sub>`
}

function sections(groups: readonly Group[]): string[] {
  const lockfiles = [...new Set(groups.map(([one]) => one.manifest))]
  return lockfiles.flatMap((lockfile) => {
    const rows = groups.filter(([one]) => one.manifest === lockfile).map(row)
    const [first = '', ...rest] = rows
    const header = `### ${codeSpan(shorten(lockfile, 200))}\n\n| severity | package | advisories | what to do |\n|---|---|---|---|\n`
    return [`${header}${first}`, ...rest]
  })
}

function row(group: Group): string {
  const [worst] = group
  const { name, version, path, scope } = worst.package
  const severity = worst.malicious ? '**malicious**' : worst.severity
  const aside = scope === 'development' ? ' (development)' : ''
  const through = path.length > 1 ? `<br>through ${escapeMarkdown(shorten(path.join(' → '), 300))}` : ''
  const advisories = group.map((one) => advisory(one)).join('<br>')
  return `| ${severity} | ${codeSpan(shorten(`${name} ${version}`, 120))}${aside}${through} | ${advisories} | ${remedy(worst)} |`
}

function remedy(one: Vulnerability): string {
  const { what, commands, otherwise } = findRemedy(one)
  const how = commands.map((command) => codeSpan(shorten(command, 200))).join(' or ')
  return [
    `${escapeMarkdown(shorten(what, 300))}${how === '' ? '' : `: ${how}`}`,
    ...(otherwise === undefined ? [] : [escapeMarkdown(shorten(otherwise, 300))]),
  ].join('<br>')
}

function advisory({ ids, summary }: Vulnerability): string {
  const [id = ''] = sortIds(ids)
  const link = /^GHSA(?:-[0-9a-z]{4}){3}$/.test(id)
    ? `[${id}](https://github.com/advisories/${id})`
    : codeSpan(shorten(id, 60))
  return summary === '' ? link : `${link} ${escapeMarkdown(shorten(summary, 160))}`
}

function footnotes(
  snapshot: DependenciesSnapshot,
  settled: readonly Group[],
  accepted: (one: Vulnerability) => string | undefined,
): string[] {
  const acceptedLines = settled.map((group) => {
    const until = group.flatMap((one) => accepted(one) ?? []).sort()[0] ?? ''
    const { name, version } = group[0].package
    const ids = group.map((one) => one.ids[0] ?? '').join(', ')
    return `- ${codeSpan(`${name} ${version}`)} ${escapeMarkdown(shorten(ids, 200))}, until ${until}`
  })
  const unread = snapshot.unread.map(
    ({ path, reason }) => `- ${codeSpan(shorten(path, 200))}: ${escapeMarkdown(shorten(reason, 200))}`,
  )
  return [
    ...(acceptedLines.length === 0
      ? []
      : [`### Accepted by the policy\n\n${acceptedLines[0]}`, ...acceptedLines.slice(1)]),
    ...(unread.length === 0 ? [] : [`### Not audited\n\n${unread[0]}`, ...unread.slice(1)]),
  ]
}

/** Joins parts, rows without a blank line between them, and cuts at a part with a count of what was cut. */
function fit(parts: readonly string[]): string {
  let text = ''
  for (const [index, part] of parts.entries()) {
    const joint = text === '' ? '' : /^[|-] /.test(part) ? '\n' : '\n\n'
    const rest = `\n\n… and ${parts.length - index} more; the report of the last run has them all.`
    if (text.length + joint.length + part.length + rest.length > bodyLimit) return `${text}${rest}`
    text += `${joint}${part}`
  }
  return text
}
