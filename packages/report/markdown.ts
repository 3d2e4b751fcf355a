/**
 * Untrusted text as inline Markdown that GitHub renders as that same text: no links, mentions, HTML, tables broken or lines added.
 */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$]/g, (character) => `\\${character}`)
    .replace(/@/g, '@\u200b')
    .replace(/(^|\s)(-|\d+\.)(?=\s)/g, '$1\\$2')
    .replace(/\b(https?|ftp):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.')
}

/** Untrusted text as a code span; the fence is longer than any run of backticks in the text. */
export function codeSpan(text: string): string {
  const content = visible(text).replace(/\|/g, '\\|')
  if (content === '') return ''
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map((run) => run[0].length))
  const fence = '`'.repeat(longest + 1)
  const padding = content.startsWith('`') || content.endsWith('`') ? ' ' : ''
  return `${fence}${padding}${content}${padding}${fence}`
}

/** Control characters, line breaks and bidirectional overrides are shown as escapes, so that a name cannot pose as another. */
function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
