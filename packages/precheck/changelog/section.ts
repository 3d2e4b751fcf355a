import { z } from 'zod'
import { saysNothing } from '../markdown/empty-words.ts'
import { readSections } from '../markdown/sections.ts'

/** What a pull request's text says about the changelog; `none` is an explicit "nothing for users". */
export const changelogSection = z
  .object({
    state: z.enum(['absent', 'empty', 'none', 'written']),
    excerpt: z.string(),
    /** Titles that release-please takes instead of the commit's own. */
    override: z.array(z.string()).readonly().optional(),
  })
  .readonly()
export type ChangelogSection = z.infer<typeof changelogSection>

const heading = /^(?:change ?log(?: entry)?|release[ -]notes?|user[ -]facing changes?|what's new)\b/i

/** Reads the section "Changelog" or "Release notes", or a `release-note` code block as Kubernetes has it. */
export function readChangelogSection(body: string): ChangelogSection {
  const override = readOverride(body)
  return { ...readSection(body), ...(override !== undefined && { override }) }
}

/** The lines between BEGIN_COMMIT_OVERRIDE and END_COMMIT_OVERRIDE. */
function readOverride(body: string): string[] | undefined {
  const begin = body.indexOf('BEGIN_COMMIT_OVERRIDE')
  const end = body.indexOf('END_COMMIT_OVERRIDE', begin)
  if (begin < 0 || end < 0) return undefined
  const lines = body
    .slice(begin + 'BEGIN_COMMIT_OVERRIDE'.length, end)
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, 200))
  return lines.filter((line) => line !== '').slice(0, 50)
}

function readSection(body: string): ChangelogSection {
  const sections = readSections(body)
  const block = sections
    .flatMap(({ codeBlocks }) => codeBlocks)
    .find(({ language }) => /^(?:release-notes?|changelog)$/i.test(language))
  const section = sections.find((one) => heading.test(one.heading))
  const text = (block?.text ?? section?.text)?.trim()
  if (text === undefined) return { state: 'absent', excerpt: '' }
  if (/^(?:none|no user[ -]facing changes?|n\/?a)\.?$/i.test(text)) return { state: 'none', excerpt: text }
  if (saysNothing(text)) return { state: 'empty', excerpt: '' }
  return { state: 'written', excerpt: text.slice(0, 200) }
}
