import type { Account, AccountCell, AccountSection } from './account.ts'
import { codeSpan, escapeHtml, escapeMarkdown } from './markdown.ts'
import { makeVisible } from './visible.ts'
import { counted, shorten } from './wording.ts'

/** Sections are shown unfolded where all of them together have no more rows. */
const shortEnough = 15

/**
 * An account as GitHub Markdown within a budget of UTF-8 bytes. Sections stay in their order; where not all fit, urgent ones are
 * kept first, and what is left out is counted.
 */
export function renderAccount({ heading, introduction, sections }: Account, budget: number): string {
  const rows = sections.reduce((sum, section) => sum + section.rows.length, 0)
  const open = rows <= shortEnough
  const head = [`### ${escapeMarkdown(shorten(heading, 200))}`, escapeMarkdown(shorten(introduction, 1_000))]
  let left = budget - bytes(head.join('\n\n')) - 300
  if (left < 0) return ''
  const kept = new Map<AccountSection, string>()
  for (const section of [
    ...sections.filter(({ urgent }) => urgent),
    ...sections.filter(({ urgent }) => !urgent),
  ]) {
    const text = renderSection(section, open || (section.urgent && rows <= shortEnough * 3), left)
    if (text === undefined) continue
    kept.set(section, text)
    left -= bytes(text) + 2
  }
  const cut = sections.length - kept.size
  return [
    ...head,
    ...sections.flatMap((section) => kept.get(section) ?? []),
    ...(cut > 0 ? [`… and ${counted(cut, 'more part')} in the JSON report.`] : []),
  ].join('\n\n')
}

function renderSection(
  { title, gist, columns, rows, listings }: AccountSection,
  open: boolean,
  budget: number,
): string | undefined {
  const summary = `<code>${escapeHtml(shorten(title, 200))}</code> ${escapeHtml(shorten(gist, 200))}`
  const lines = [
    `<details${open ? ' open' : ''}><summary>${summary}</summary>`,
    '',
    `| ${columns.map(escapeMarkdown).join(' | ')} |`,
    `|${columns.map(() => '---').join('|')}|`,
  ]
  const ending = '\n</details>'
  let left = budget - bytes(lines.join('\n')) - bytes(ending) - 120
  if (left < 0) return undefined
  const take = (text: string): boolean => {
    left -= bytes(text) + 1
    if (left >= 0) lines.push(text)
    return left >= 0
  }
  let shown = 0
  for (const row of rows) {
    if (!take(`| ${row.map(renderCell).join(' | ')} |`)) break
    shown += 1
  }
  if (shown < rows.length)
    lines.push('', `… and ${counted(rows.length - shown, 'more row')} in the JSON report.`)
  else {
    const told = listings.filter(({ caption, language, text }) =>
      take(`\n${escapeMarkdown(shorten(caption, 300))}\n\n${codeBlock(text, language)}`),
    )
    if (told.length < listings.length)
      lines.push('', `… and ${counted(listings.length - told.length, 'more listing')} in the JSON report.`)
  }
  return [...lines, ending].join('\n')
}

function renderCell(cell: AccountCell): string {
  return 'code' in cell ? codeSpan(shorten(cell.code, 200)) : escapeMarkdown(shorten(cell.text, 300))
}

/** Untrusted text as a fenced block: the fence is longer than any run of backticks in it. */
function codeBlock(text: string, language: string): string {
  const visible = text.split('\n').map(makeVisible).join('\n')
  const longest = Math.max(2, ...[...visible.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${/^\w+$/.test(language) ? language : ''}\n${visible}\n${fence}`
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}
