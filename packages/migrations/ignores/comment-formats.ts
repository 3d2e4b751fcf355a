/** How one tool is told in a comment not to report. */
export interface CommentFormat {
  readonly tool: string
  /** First group: the rest of the comment. */
  readonly statement: RegExp
  /** The same for the whole file. */
  readonly file?: RegExp
  /** What follows the rules in the same comment is the reason. */
  readonly reasonInline: boolean
}

/** Operator's own comes first: `-- operator:ignore rule reason`. */
export const commentFormats: readonly CommentFormat[] = [
  { tool: 'operator', statement: /--\s{0,20}operator:ignore\b:?(.{0,1000})/i, reasonInline: true },
  {
    tool: 'squawk',
    statement: /--\s{0,20}squawk-ignore\b(?!-file):?(.{0,1000})/i,
    file: /--\s{0,20}squawk-ignore-file\b:?(.{0,1000})/i,
    reasonInline: false,
  },
  { tool: 'atlas', statement: /(?:--|#|\/\*)\s{0,20}atlas:nolint\b(.{0,1000})/i, reasonInline: false },
  { tool: 'eugene', statement: /--\s{0,20}eugene:\s{0,20}ignore\b(.{0,1000})/i, reasonInline: false },
  { tool: 'pgfence', statement: /--\s{0,20}pgfence-ignore\b:?(.{0,1000})/i, reasonInline: false },
  {
    tool: 'pg-migration-lint',
    statement: /--\s{0,20}pgm-lint:suppress\b(?!-file)(.{0,1000})/i,
    file: /--\s{0,20}pgm-lint:suppress-file\b(.{0,1000})/i,
    reasonInline: false,
  },
  { tool: 'pgsafe', statement: /--\s{0,20}pgsafe:ignore\b(.{0,1000})/i, reasonInline: true },
]
