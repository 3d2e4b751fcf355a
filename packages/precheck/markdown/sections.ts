import { readInline, withoutComments } from './inline.ts'

/** What stands under one heading, up to the next heading of the same or a higher rank. */
export interface Section {
  readonly heading: string
  /** 1 to 6; 7 for what stands before the first heading. */
  readonly depth: number
  /** 1-based. */
  readonly line: number
  /** Visible text, one block a line; without comments, code blocks and tasks that are not done. */
  readonly text: string
  readonly codeBlocks: readonly { readonly language: string; readonly text: string }[]
  readonly codeSpans: readonly string[]
  readonly links: readonly string[]
  /** Text of the list items, nested ones too. */
  readonly items: readonly string[]
}

type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly depth: number; readonly line: number }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'item' | 'paragraph'
      text: string
      readonly codeSpans: readonly string[]
      readonly links: readonly string[]
      readonly line: number
    }

const maxLines = 50_000
const maxLineLength = 2_000

/**
 * The sections of a Markdown text. A scanner of our own, line by line and in linear time: CommonMark parsers need minutes for
 * a hostile body of GitHub's permitted length, and seconds for an honest changelog of ten thousand lines.
 */
export function readSections(markdown: string): Section[] {
  const blocks = readBlocks(markdown)
  const headings = blocks.flatMap((block, index) => (block.kind === 'heading' ? [{ ...block, index }] : []))
  const starts = [{ kind: 'heading' as const, text: '', depth: 7, line: 1, index: -1 }, ...headings]
  return starts.map(({ text, depth, line, index }, at) => {
    let end = at + 1
    while ((starts[end]?.depth ?? 0) > depth) end += 1
    return {
      heading: text,
      depth,
      line,
      ...describe(blocks.slice(index + 1, starts[end]?.index ?? blocks.length)),
    }
  })
}

function describe(blocks: readonly Block[]): Omit<Section, 'heading' | 'depth' | 'line'> {
  const prose = blocks.flatMap((block) =>
    block.kind === 'item' || block.kind === 'paragraph' ? [block] : [],
  )
  return {
    text: blocks
      .flatMap((block) => (block.kind === 'code' || block.text === '' ? [] : [block.text]))
      .join('\n'),
    codeBlocks: blocks.flatMap((block) => (block.kind === 'code' ? [block] : [])),
    codeSpans: prose.flatMap(({ codeSpans }) => codeSpans),
    links: prose.flatMap(({ links }) => links),
    items: prose.flatMap(({ kind, text }) => (kind === 'item' && text !== '' ? [text] : [])),
  }
}

const fenceStart = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})\s*([\w+-]*)[^`]*$/
const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/
const underline = /^ {0,3}(=+|-{2,})[ \t]*$/
const listItem = /^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(.*)$/

function readBlocks(markdown: string): Block[] {
  const blocks: Block[] = []
  let fence: { readonly mark: string; readonly language: string; readonly lines: string[] } | undefined
  let inComment = false
  let paragraphOpen = false
  const lines = markdown.split(/\r\n|[\r\n]/, maxLines)
  for (const [index, whole] of lines.entries()) {
    const cut = whole.slice(0, maxLineLength)
    if (fence !== undefined) {
      if (closes(cut, fence.mark)) {
        blocks.push({ kind: 'code', language: fence.language, text: fence.lines.join('\n') })
        fence = undefined
      } else fence.lines.push(cut)
      continue
    }
    const uncommented = withoutComments(cut, inComment)
    inComment = uncommented.open
    const line = uncommented.text.replace(/^(?: {0,3}> ?){1,10}/, '')
    const opening = fenceStart.exec(line)
    const last = blocks.at(-1)
    if (opening?.[1] !== undefined) {
      fence = { mark: opening[1], language: opening[2] ?? '', lines: [] }
      paragraphOpen = false
      continue
    }
    const heading = atx.exec(line)
    if (heading?.[1] !== undefined) {
      const text = readInline((heading[2] ?? '').replace(/(?:^|[ \t])#+[ \t]*$/, '')).text
      blocks.push({ kind: 'heading', text, depth: heading[1].length, line: index + 1 })
      paragraphOpen = false
      continue
    }
    const rule = underline.exec(line)
    if (rule !== null && paragraphOpen && last?.kind === 'paragraph') {
      const depth = rule[1]?.startsWith('=') ? 1 : 2
      blocks[blocks.length - 1] = { kind: 'heading', text: last.text, depth, line: last.line }
      paragraphOpen = false
      continue
    }
    const item = listItem.exec(line)
    const inline = readInline(item?.[2] ?? line)
    const open = item?.[1] === ' '
    if (item !== null) {
      blocks.push({
        kind: 'item',
        line: index + 1,
        ...inline,
        ...(open && { text: '', codeSpans: [], links: [] }),
      })
    } else if (inline.text !== '' || inline.links.length > 0) {
      blocks.push({ kind: 'paragraph', line: index + 1, ...inline })
    }
    paragraphOpen = item === null && inline.text !== ''
  }
  if (fence !== undefined)
    blocks.push({ kind: 'code', language: fence.language, text: fence.lines.join('\n') })
  return blocks
}

function closes(line: string, mark: string): boolean {
  const bare = line.trim()
  return bare.startsWith(mark) && bare === (mark[0] ?? '').repeat(bare.length)
}
