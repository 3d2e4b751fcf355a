import { makeVisible } from './visible.ts'

/**
 * Untrusted text as inline Markdown that GitHub renders as that same text: no links, mentions, HTML, tables broken or lines added.
 */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, (character) => `\\${character}`)
    .replace(/@/g, '@\u200b')
    .replace(/(^|\s)(-|\d+\.)(?=\s)/g, '$1\\$2')
    .replace(/(https?|ftp):\/\//gi, '$1:\u200b//')
    .replace(/www\./gi, 'www\u200b.')
}

/**
 * Untrusted text as a code span, also within a table; the fence is longer than any run of backticks in the text. A pipe would
 * end the table's cell, and a backslash before it would undo its escape, so it is shown as one.
 */
export function codeSpan(text: string): string {
  const content = makeVisible(text).replaceAll('|', '\\u007c')
  if (content === '') return ''
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${content}${padding}${fence}`
}

/** Untrusted text within an HTML element on one line. */
export function escapeHtml(text: string): string {
  return makeVisible(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
