export interface Inline {
  /** Visible text, without markup. */
  readonly text: string
  readonly codeSpans: readonly string[]
  readonly links: readonly string[]
}

/** Bounded everywhere, so that a line of brackets costs no more than its length. */
const codeSpan = /(`{1,3})([^`]{1,500})\1/g
const link = /!?\[([^[\]]{0,300})\](?:\(<?([^()\s<>]{1,500})>?(?:\s[^()]{0,200})?\)|\[[^[\]]{0,100}\])/g
const definition = /^ {0,3}\[[^[\]]{1,100}\]:\s*<?([^\s<>]{1,500})>?/
const autolink = /<(https?:\/\/[^\s<>]{1,500})>/g
const bareLink = /\bhttps?:\/\/[^\s<>()[\]"'`]{1,500}/g
const tag = /<\/?[a-zA-Z][^<>]{0,300}>/g

/** The text, code and links of one line. */
export function readInline(line: string): Inline {
  const defined = definition.exec(line)?.[1]
  if (defined !== undefined) return { text: '', codeSpans: [], links: [defined] }
  const codeSpans: string[] = []
  const links: string[] = []
  const text = line
    .replace(codeSpan, (_, __, code: string) => {
      codeSpans.push(code.trim())
      return code
    })
    .replace(link, (_, label: string, target: string | undefined) => {
      if (target !== undefined) links.push(target)
      return label
    })
    .replace(autolink, (_, target: string) => target)
    .replace(tag, '')
  links.push(...(text.match(bareLink) ?? []))
  return { text: text.replace(/\*{1,3}|~~|(?<!\w)_{1,2}|_{1,2}(?!\w)|\\$/g, '').trim(), codeSpans, links }
}

/** The line without HTML comments, and whether one is still open at its end. */
export function withoutComments(
  line: string,
  open: boolean,
): { readonly text: string; readonly open: boolean } {
  let text = ''
  let from = 0
  let inside = open
  for (;;) {
    const next = line.indexOf(inside ? '-->' : '<!--', from)
    if (!inside) text += next < 0 ? line.slice(from) : line.slice(from, next)
    if (next < 0) return { text, open: inside }
    from = next + (inside ? 3 : 4)
    inside = !inside
  }
}
