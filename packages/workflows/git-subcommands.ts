/** Subcommands that put other files into the work tree; `fetch`, `show` and `cat-file` only read objects. */
export const changesFiles: ReadonlySet<string> = new Set([
  'am',
  'apply',
  'checkout',
  'checkout-index',
  'cherry-pick',
  'clone',
  'merge',
  'pull',
  'read-tree',
  'rebase',
  'reset',
  'restore',
  'submodule',
  'switch',
  'worktree',
])

/** The subcommands of git that a script names, in order. */
export function gitSubcommands(script: string): string[] {
  return script.split(/[\n;|&()]/).flatMap((command) => {
    const words = command.trim().split(/\s+/)
    const git = words.indexOf('git')
    if (git === -1) return []
    let at = git + 1
    while (words[at]?.startsWith('-')) at += words[at] === '-C' || words[at] === '-c' ? 2 : 1
    const name = words[at]
    return name === undefined ? [] : [name]
  })
}
