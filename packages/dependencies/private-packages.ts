import { matchesGlob } from 'node:path/posix'

/** The scopes (`@acme`) that npm's, yarn's or bun's configuration file sends to another registry. */
export function privateScopes(path: string, text: string): string[] {
  if (path.endsWith('.npmrc'))
    return [...text.matchAll(/^[ \t]*(@[\w.-]+):registry\s*=/gm)].flatMap((match) => match[1] ?? [])
  if (path.endsWith('bunfig.toml')) {
    const section =
      text.split(/^(?=\[)/m).find((part) => /^\[install\.scopes\][^\S\n]*(?:\n|$)/.test(part)) ?? ''
    return [...section.matchAll(/^[ \t]*"?(@?[\w.-]+)"?\s*=/gm)].map(
      (match) => `@${match[1]?.replace(/^@/, '')}`,
    )
  }
  if (!path.endsWith('.yarnrc.yml')) return []
  // `npmScopes:` holds scopes without their sign, each with its settings below it.
  const section = /^npmScopes:[^\S\n]*\n((?:(?:[ \t][^\n]*|\r)?\n)*(?:[ \t][^\n]*)?)/m.exec(text)?.[1] ?? ''
  const indentation = /^([ \t]+)\S/m.exec(section)?.[1] ?? '  '
  return [...section.matchAll(new RegExp(`^${indentation}["']?([\\w.-]+)["']?:`, 'gm'))].map(
    (match) => `@${match[1]}`,
  )
}

/** Whether a name belongs to one of the globs or scopes. */
export function isPrivate(name: string, globs: readonly string[], scopes: ReadonlySet<string>): boolean {
  const scope = name.startsWith('@') ? (name.split('/', 1)[0] ?? '') : ''
  return scopes.has(scope) || globs.some((glob) => glob === name || matchesGlob(name, glob))
}
