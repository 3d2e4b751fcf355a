/** GitHub refuses a longer description of a commit status or deployment status. */
const limit = 140

/**
 * A description as GitHub takes it. Characters beyond the basic plane (most emoji) are refused in a commit status
 * (ouzi-dev/commit-status-updater#526): they are left out, for a light that cannot be set may still show an earlier go.
 */
export function cutDescription(text: string): string {
  const taken = text.replace(/[\u{10000}-\u{10ffff}]/gu, '')
  return taken.length <= limit ? taken : `${taken.slice(0, limit - 1)}…`
}
