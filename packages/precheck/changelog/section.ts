import { z } from 'zod'
import { saysNothing } from '../markdown/empty-words.ts'
import { readSections } from '../markdown/sections.ts'

/** What a pull request's text says about the changelog; `none` is an explicit "nothing for users". */
export const changelogSection = z
  .object({ state: z.enum(['absent', 'empty', 'none', 'written']), excerpt: z.string() })
  .readonly()
export type ChangelogSection = z.infer<typeof changelogSection>

const heading = /^(?:change ?log(?: entry)?|release[ -]notes?|user[ -]facing changes?|what's new)\b/i

/** Reads the section "Changelog" or "Release notes", or a `release-note` code block as Kubernetes has it. */
export function readChangelogSection(body: string): ChangelogSection {
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
