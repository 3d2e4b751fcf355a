import { z } from 'zod'
import { type CommentFormat, commentFormats } from './comment-formats.ts'
import { translateRule } from './foreign-rules.ts'

/** A comment that tells a tool not to report something of a migration. */
export const ignoreComment = z
  .object({
    tool: z.string(),
    path: z.string(),
    line: z.number().int().positive(),
    /** The first and the last line that it speaks of. */
    from: z.number().int().positive(),
    to: z.number().int().positive(),
    /** Rules as it names them, and ours; none means all. */
    named: z.array(z.string()).readonly(),
    rules: z.array(z.string()).readonly(),
    reason: z.string().optional(),
    /** The base has this same line in this file. */
    merged: z.boolean(),
  })
  .readonly()
export type IgnoreComment = z.infer<typeof ignoreComment>

export interface CommentedFile {
  readonly path: string
  readonly text: string
  readonly firstLine: number
  readonly statements: readonly { readonly line: number; readonly endLine: number }[]
  /** The same file of the base, where it has one. */
  readonly merged: string | undefined
}

const longestLine = 4_000

export function findIgnores({ path, text, firstLine, statements, merged }: CommentedFile): IgnoreComment[] {
  const mergedLines = new Set(merged?.split('\n').map((line) => line.trim()))
  const lines = text.split('\n')
  return lines.flatMap((content, index): IgnoreComment[] => {
    if (content.length > longestLine) return []
    const line = firstLine + index
    for (const format of commentFormats) {
      const ofFile = format.file?.exec(content)?.[1]
      const rest = ofFile ?? format.statement.exec(content)?.[1]
      if (rest === undefined) continue
      const reach =
        ofFile === undefined ? reachOf(line, statements) : { from: 1, to: firstLine + lines.length }
      if (reach === undefined) return []
      const { named, reason } = read(rest, format, lines[index + 1] ?? '', lines[index - 1] ?? '')
      const shared = {
        tool: format.tool,
        path,
        line,
        ...reach,
        named,
        merged: mergedLines.has(content.trim()),
      }
      return [{ ...shared, rules: named.flatMap(translateRule), ...(reason !== '' && { reason }) }]
    }
    return []
  })
}

/** The statement that it stands in, behind or above. */
function reachOf(
  line: number,
  statements: CommentedFile['statements'],
): { readonly from: number; readonly to: number } | undefined {
  const about = statements.find(({ endLine }) => endLine >= line)
  return about && { from: about.line, to: about.endLine }
}

/** `rule-a, rule-b -- reason`; where the tool knows no reason, a comment on the next line or the one before gives it. */
function read(
  rest: string,
  { reasonInline }: CommentFormat,
  next: string,
  previous: string,
): { readonly named: string[]; readonly reason: string } {
  const text = rest.replace(/\*\/.{0,1000}$/, '').trim()
  const [list = '', ...behind] = text.split(' -- ')
  const words = list.split(/[\s,]/).filter((word) => word !== '')
  const isRule = (word: string) =>
    /^(?:[a-z][a-z\d]*(?:[-_][a-z\d]+){1,12}|[A-Za-z]{1,4}\d{1,4}|truncate|cluster|destructive)$/.test(word)
  const end = words.findIndex((word) => !isRule(word))
  const named = end === -1 ? words : words.slice(0, end)
  const inline = [...(end === -1 || !reasonInline ? [] : words.slice(end)), ...behind].join(' ')
  const beside = [next, previous].map(
    (line) => /^\s{0,40}--\s{0,20}(.{1,1000})$/.exec(line)?.[1]?.trim() ?? '',
  )
  const spoken = beside.find(
    (line) =>
      line !== '' &&
      !commentFormats.some(({ statement, file }) => statement.test(`-- ${line}`) || file?.test(`-- ${line}`)),
  )
  return { named, reason: (inline !== '' ? inline : reasonInline ? '' : (spoken ?? '')).slice(0, 300) }
}
