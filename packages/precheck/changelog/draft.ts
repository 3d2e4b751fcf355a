import type { PullRequestFacts } from '../review/facts.ts'
import type { ChangelogFacts } from './facts.ts'

/** The missing entry, ready to be pasted where this repository keeps its entries. `folder` is the package that lacks it. */
export function draftEntry(
  { form = { kind: 'file', path: 'CHANGELOG.md' }, titles, packages = [] }: ChangelogFacts,
  pulls: readonly PullRequestFacts[],
  folder: string,
): string {
  const [pull] = pulls
  const whole = pull?.title ?? titles[0] ?? 'what changed'
  const title = whole.replace(/^\w+(?:\([^()]{1,60}\))?!?: /, '').trim()
  const link = pull === undefined ? '' : ` ([#${pull.number}](${pull.url}))`
  switch (form.kind) {
    case 'changesets': {
      const name = packages.find((one) => one.folder === folder)?.name ?? form.name
      return `Add .changeset/${slugOf(title)}.md: --- "${name}": ${bumpFor(whole)} --- ${title}${link}`
    }
    case 'fragments': {
      const number = pull === undefined ? `+${slugOf(title)}` : String(pull.number)
      return `Add ${form.directory}/${number}.${fragmentFor(whole)}.md: ${title}`
    }
    case 'titles':
      return `Begin the title with what ${form.tool} announces, such as: ${bumpFor(whole) === 'patch' ? 'fix' : 'feat'}: ${title}`
    case 'file': {
      const path = folder === '' ? form.path : `${folder}/CHANGELOG.md`
      return `Add to ${path}, under "Unreleased" and "${headingFor(whole)}": - ${title}${link}`
    }
  }
}

function headingFor(title: string): string {
  if (/^fix\b|\bfix(?:es|ed)?\b/i.test(title)) return 'Fixed'
  if (/^feat\b|\badd(?:s|ed)?\b|\bnew\b/i.test(title)) return 'Added'
  if (/\b(?:remove|delete|drop)(?:s|d|ped)?\b/i.test(title)) return 'Removed'
  if (/\b(?:security|vulnerabilit)/i.test(title)) return 'Security'
  return 'Changed'
}

function bumpFor(title: string): 'major' | 'minor' | 'patch' {
  if (/^\w+(?:\([^()]{1,60}\))?!: /.test(title)) return 'major'
  return headingFor(title) === 'Added' ? 'minor' : 'patch'
}

/** towncrier's own default types. */
function fragmentFor(title: string): string {
  const types: Readonly<Record<string, string>> = { Fixed: 'bugfix', Removed: 'removal', Added: 'feature' }
  return types[headingFor(title)] ?? 'misc'
}

function slugOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? []
  return words.slice(0, 5).join('-').slice(0, 40) || 'change'
}
