import { z } from 'zod'
import { saysNothing } from '../markdown/empty-words.ts'
import { readSections, type Section } from '../markdown/sections.ts'

/** What a pull request's text says about taking the change back. */
export const rollbackSection = z
  .object({
    /** `template`: untouched from the pull request template; `declined`: "N/A", "none", "TBD". */
    state: z.enum(['absent', 'declined', 'template', 'written']),
    excerpt: z.string(),
    /** Files and workflows that it names, whether they exist or not. */
    mentions: z.array(z.string()).readonly(),
    commands: z.array(z.string()).readonly(),
    /** It says to revert the pull request or the commit. */
    reverts: z.boolean(),
    /** The feature flag that it says to switch off. */
    flag: z.string().optional(),
  })
  .readonly()
export type RollbackSection = z.infer<typeof rollbackSection>

const heading = /roll(?:ing)?[ -]?back|\brevert|back[ -]?out/i

/** "This cannot be reverted" is the opposite of a plan. */
const irrevertible =
  /\b(?:cannot|can't|can not|could not|couldn't|must not|do not|don't|never|unable to|impossible to|not)\b(?: \w+){0,2} revert|\bno way (?:back|to revert)\b|\brevert\w{0,6}[^.!?,\n]{0,20}\b(?:impossible|not possible|does not work|won't work|not enough)\b|\birrevers/i
const withoutFlag = /\b(?:no|not|without)\b[^.!?\n]{0,20}\b(?:flag|toggle)\b/i

/** A block of a log, a diff or a configuration is nothing to run. */
const runnable =
  /^(?:|sh|bash|shell|shell-?session|console|zsh|fish|powershell|pwsh|ps1|cmd|bat|sql|psql|make|text|txt)$/i

/** Reads the section about rollback. `template` is the text that the repository's pull request template has, if any. */
export function readRollbackSection(body: string, template: string | undefined): RollbackSection {
  const section = findSection(body)
  if (section === undefined) {
    return { state: 'absent', excerpt: '', mentions: [], commands: [], reverts: false }
  }
  const given = template === undefined ? undefined : findSection(template)
  const commands = section.codeBlocks
    .filter(({ language }) => runnable.test(language))
    .map(({ text }) => firstCommand(text))
    .filter((line) => !saysNothing(line))
  const isFlagged = /\b(?:flag|toggle)\b/i.test(section.text) && !withoutFlag.test(section.text)
  const flag = isFlagged ? section.codeSpans[0] : undefined
  return {
    state: stateOf(section, given),
    excerpt: section.text.slice(0, 200),
    mentions: mentionsIn(section),
    commands: commands.slice(0, 5),
    reverts: /\brevert/i.test(section.text) && !irrevertible.test(section.text),
    ...(flag !== undefined && { flag: flag.slice(0, 100) }),
  }
}

function findSection(markdown: string): Section | undefined {
  return readSections(markdown).find((section) => heading.test(section.heading))
}

function stateOf(section: Section, template: Section | undefined): RollbackSection['state'] {
  const squeeze = ({ text, codeBlocks }: Section) =>
    [text, ...codeBlocks.map((block) => block.text)].join('\n').replace(/\s+/g, ' ').trim()
  const text = squeeze(section)
  if (template !== undefined && squeeze(template) === text) return 'template'
  return saysNothing(text) ? 'declined' : 'written'
}

function firstCommand(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().replace(/^\$\s+/, ''))
  return lines.find((line) => line !== '' && !line.startsWith('#'))?.slice(0, 200) ?? ''
}

/** Paths in links, code and prose: something with a slash or a file's ending. */
function mentionsIn(section: Section): string[] {
  const words = [
    ...section.links,
    ...section.codeSpans,
    ...section.codeBlocks.flatMap(({ text }) => text.split(/\s+/)),
    ...section.text.split(/[\s,;()"'<>]+/),
  ]
  const paths = words
    .map(toPath)
    .filter((word) => /^[\w@.-][\w@./-]{2,200}$/.test(word) && /\/|\.\w{1,5}$/.test(word))
  return [...new Set(paths)].slice(0, 50)
}

/** The path in a word or an address: `https://…/octo/shop/blob/main/docs/undo.md#db` is `docs/undo.md`. */
function toPath(word: string): string {
  return word
    .replace(/^https?:\/\/[^/]+\/[^/]+\/[^/]+\//, '')
    .replace(/^(?:\.{0,2}\/)+/, '')
    .replace(/^(?:blob|tree)\/[^/]+\//, '')
    .replace(/[#?][\s\S]*/, '')
    .replace(/(?::\d+)?(?<![.,:;!])[.,:;!]*$/, '')
}
