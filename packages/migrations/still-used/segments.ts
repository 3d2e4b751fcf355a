/** A stretch of a source file. `text` of a string is what stands between its quotes. */
export interface Segment {
  readonly kind: 'code' | 'string' | 'comment'
  readonly text: string
  /** Offset of `text` in the file. */
  readonly start: number
}

interface Language {
  readonly lineComments: readonly string[]
  readonly blockComments: boolean
  /** `'` opens a text, and not a single character or a lifetime. */
  readonly singleQuotes: boolean
  readonly backticks: boolean
  readonly tripleQuotes: boolean
}

const curly: Language = {
  lineComments: ['//'],
  blockComments: true,
  singleQuotes: false,
  backticks: false,
  tripleQuotes: true,
}
const script: Language = { ...curly, singleQuotes: true, backticks: true, tripleQuotes: false }
const hash: Language = { ...script, lineComments: ['#'], blockComments: false, tripleQuotes: true }

const languages: Readonly<Record<string, Language>> = {
  go: { ...curly, backticks: true },
  py: { ...hash, backticks: false },
  rb: hash,
  ex: hash,
  exs: hash,
  php: { ...script, lineComments: ['//', '#'] },
  graphql: hash,
  yml: hash,
  yaml: hash,
  ...Object.fromEntries(
    ['rs', 'java', 'kt', 'cs', 'scala', 'swift', 'prisma', 'dart'].map((ext) => [ext, curly]),
  ),
}

/** Splits a source file into code, strings and comments in one pass; what is not known is read as a script. */
export function splitSource(text: string, extension: string): Segment[] {
  const language = languages[extension] ?? script
  const segments: Segment[] = []
  let codeStart = 0
  let at = 0
  const take = (
    kind: 'string' | 'comment',
    from: number,
    textStart: number,
    textEnd: number,
    end: number,
  ) => {
    if (from > codeStart) segments.push({ kind: 'code', text: text.slice(codeStart, from), start: codeStart })
    segments.push({ kind, text: text.slice(textStart, textEnd), start: textStart })
    codeStart = end
    at = end
  }
  while (at < text.length) {
    const here = text.charAt(at)
    const lineComment = language.lineComments.find((mark) => text.startsWith(mark, at))
    if (lineComment !== undefined && !isInAddress(text, at, lineComment)) {
      const end = endOr(text.indexOf('\n', at), text.length)
      take('comment', at, at, end, end)
    } else if (language.blockComments && text.startsWith('/*', at)) {
      const end = endOr(text.indexOf('*/', at + 2), text.length)
      take('comment', at, at, end, Math.min(text.length, end + 2))
    } else if (language.tripleQuotes && (text.startsWith('"""', at) || text.startsWith("'''", at))) {
      const end = endOr(text.indexOf(text.slice(at, at + 3), at + 3), text.length)
      take('string', at, at + 3, end, Math.min(text.length, end + 3))
    } else if (here === '"' && text.charAt(at - 1) === '#' && language === curly) {
      const end = endOr(text.indexOf('"#', at + 1), text.length)
      take('string', at, at + 1, end, Math.min(text.length, end + 1))
    } else if (
      here === '"' ||
      (here === "'" && language.singleQuotes) ||
      (here === '`' && language.backticks)
    ) {
      const manyLines = here === '`' || (here === '"' && language !== script)
      const end = endOfString(text, at + 1, here, manyLines)
      take('string', at, at + 1, end, Math.min(text.length, end + 1))
    } else if (here === "'") {
      // A character, whose quote must not be taken for a text's.
      at += /^'(?:\\.[^']{0,8}|[^'\\\n])'/.exec(text.slice(at, at + 12))?.[0].length ?? 1
    } else at += 1
  }
  if (codeStart < text.length) segments.push({ kind: 'code', text: text.slice(codeStart), start: codeStart })
  return segments
}

/** `https://`, and `#{…}` or `#[…]` of code. */
function isInAddress(text: string, at: number, mark: string): boolean {
  return mark === '//'
    ? text.charAt(at - 1) === ':'
    : text.charAt(at + 1) === '{' || text.charAt(at + 1) === '['
}

function endOr(found: number, otherwise: number): number {
  return found === -1 ? otherwise : found
}

function endOfString(text: string, from: number, quote: string, manyLines: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const here = text.charAt(at)
    if (here === '\\') at += 1
    else if (here === quote) return at
    else if (here === '\n' && !manyLines) return at
  }
  return text.length
}

/** Texts that code joins with nothing but operators between them: one query over several lines. */
export function joinStrings(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = []
  let glue = ''
  let open = false
  for (const segment of segments) {
    if (segment.kind === 'comment') continue
    const last = joined.at(-1)
    if (segment.kind === 'code') {
      glue = segment.text
      open = open && /^[\s+.\\&]*$/.test(glue)
      if (!open) joined.push(segment)
    } else if (open && last?.kind === 'string' && last.text.length < 20_000) {
      const gap = Math.max(1, segment.start - (last.start + last.text.length))
      joined[joined.length - 1] = { ...last, text: `${last.text}${gapText(glue, gap)}${segment.text}` }
      glue = ''
    } else {
      joined.push(segment)
      open = true
    }
  }
  return joined
}

/** As long as what it stands for, and with its line breaks, so that offsets and lines stay true. */
function gapText(glue: string, length: number): string {
  const breaks = glue.replace(/[^\n]/g, '').slice(0, length)
  return breaks + ' '.repeat(length - breaks.length)
}
