import { matchesName } from '@operator/workflows'

/** True when the whole name matches a pattern in which `*` stands for anything, slashes too. */
export function matchesAny(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => matchesName(pattern.split('*'), name))
}
