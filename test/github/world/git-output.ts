import type { FileChange, GitCommit, Signature, TreeEntry } from './git.ts'

/** The text of a commit object. */
export function parseCommit(sha: string, text: string): GitCommit {
  const end = text.indexOf('\n\n')
  const head = text.slice(0, end).split('\n')
  const all = (key: string) =>
    head.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  return {
    sha,
    tree: all('tree')[0] ?? '',
    parents: all('parent'),
    author: parseSignature(all('author')[0] ?? ''),
    committer: parseSignature(all('committer')[0] ?? ''),
    message: text.slice(end + 2).trimEnd(),
  }
}

function parseSignature(text: string): Signature {
  const [, name = '', email = '', seconds = '0'] = /^(.*) <([^>]*)> (\d+)/.exec(text) ?? []
  return { name, email, date: new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z') }
}

const statuses = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' } as const

/** What `diff-tree -z` says with `--raw` and with `--numstat`. */
export function parseChanges(raw: string, numstat: string): readonly FileChange[] {
  const counts = parseCounts(numstat)
  const fields = raw.split('\0')
  const changes: FileChange[] = []
  for (let index = 0; index < fields.length - 1; ) {
    const [, , before = '', after = '', letter = ''] = (fields[index++] ?? '').split(' ')
    const kind = letter[0]
    const first = fields[index++] ?? ''
    const moved = kind === 'R' || kind === 'C'
    const path = moved ? (fields[index++] ?? '') : first
    const [additions, deletions] = counts.get(path) ?? [0, 0]
    const status = kind !== undefined && kind in statuses ? statuses[isLetter(kind) ? kind : 'M'] : 'modified'
    const sha = kind === 'D' ? before : after
    changes.push({ path, ...(moved && { previousPath: first }), status, sha, additions, deletions })
  }
  return changes
}

function isLetter(text: string): text is keyof typeof statuses {
  return text in statuses
}

/** Added and removed lines by new path; git says `-` for a binary file. */
function parseCounts(numstat: string): Map<string, readonly [number, number]> {
  const counts = new Map<string, readonly [number, number]>()
  const fields = numstat.split('\0')
  for (let index = 0; index < fields.length - 1; ) {
    const [added = '', removed = '', path = ''] = (fields[index] ?? '').split('\t')
    const isMoved = path === ''
    counts.set(isMoved ? (fields[index + 2] ?? '') : path, [Number(added) || 0, Number(removed) || 0])
    index += isMoved ? 3 : 1
  }
  return counts
}

/** What `ls-tree -z --long` says. */
export function parseEntries(output: string): readonly TreeEntry[] {
  return output
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [facts = '', path = ''] = line.split('\t')
      const [mode = '', type = '', sha = '', size = '0'] = facts.split(/ +/)
      return {
        mode,
        type: type === 'tree' || type === 'commit' ? type : 'blob',
        sha,
        path,
        size: Number(size) || 0,
      }
    })
}
