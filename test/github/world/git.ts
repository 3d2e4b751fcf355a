import { execFileSync } from 'node:child_process'
import { parseChanges, parseCommit, parseEntries } from './git-output.ts'

export interface Signature {
  readonly name: string
  readonly email: string
  /** ISO 8601. */
  readonly date: string
}

export interface GitCommit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Signature
  readonly committer: Signature
  readonly message: string
}

export interface FileChange {
  readonly path: string
  readonly previousPath?: string
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed'
  readonly sha: string
  readonly additions: number
  readonly deletions: number
}

export interface TreeEntry {
  readonly mode: string
  readonly type: 'blob' | 'tree' | 'commit'
  readonly sha: string
  readonly path: string
  readonly size: number
}

/** The real git repository behind the world. What object names stand for is kept; refs are read anew for each request. */
export interface GitStore {
  readonly directory: string
  /** Reads no ref twice during the work: one request sees one state. */
  during<T>(work: () => T): T
  /** The commit that a ref or an object name stands for. */
  resolve(revision: string): string | undefined
  commit(sha: string): GitCommit
  isAncestor(ancestor: string, descendant: string): boolean
  mergeBase(one: string, other: string): string | undefined
  /** Newest first. */
  history(head: string, excluded?: string): readonly string[]
  diff(base: string, head: string): readonly FileChange[]
  patch(base: string, head: string, path: string): string
  entry(revision: string, path: string): TreeEntry | undefined
  list(tree: string): readonly TreeEntry[]
  blob(sha: string): Buffer
  /** Full names. */
  refs(prefix: string): readonly { readonly name: string; readonly sha: string; readonly type: string }[]
  createRef(name: string, sha: string): void
  deleteRef(name: string): void
}

export function openGit(directory: string): GitStore {
  const kept = new Map<string, Buffer>()
  const commits = new Map<string, GitCommit>()

  const run = (args: readonly string[], input?: string): Buffer =>
    execFileSync('git', ['-c', 'core.quotePath=false', '-c', 'safe.directory=*', ...args], {
      cwd: directory,
      maxBuffer: 256 * 1024 * 1024,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
      ...(input !== undefined && { input }),
      env: { ...process.env, LC_ALL: 'C', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
    })
  /** For questions about object names only: their answer never changes. */
  const runOnce = (args: readonly string[]): Buffer => {
    const key = args.join('\0')
    const answer = kept.get(key) ?? run(args)
    kept.set(key, answer)
    return answer
  }
  let seen: Map<string, Buffer | undefined> | undefined
  /** For questions that refs decide, or that may have no answer. */
  const attempt = (args: readonly string[]): Buffer | undefined => {
    const key = args.join('\0')
    if (seen?.has(key) === true) return seen.get(key)
    const answer = failsafe(() => run(args))
    seen?.set(key, answer)
    return answer
  }
  const lines = (output: Buffer) => output.toString().split('\n').filter(Boolean)

  const isName = (revision: string) => /^[0-9a-f]{40}$/.test(revision)
  const ancestors = new Map<string, ReadonlySet<string>>()
  const ancestorsOf = (sha: string): ReadonlySet<string> => {
    const known = ancestors.get(sha) ?? new Set(lines(run(['rev-list', sha])))
    ancestors.set(sha, known)
    return known
  }

  /** One process reads all commits of a list that nobody has read yet. */
  const readTogether = (shas: readonly string[]): readonly string[] => {
    const unread = shas.filter((sha) => !commits.has(sha))
    if (unread.length < 2) return shas
    const output = run(['cat-file', '--batch'], unread.join('\n'))
    let at = 0
    for (const sha of unread) {
      const start = output.indexOf('\n', at) + 1
      const size = Number(output.toString('utf8', at, start).split(' ')[2])
      commits.set(sha, parseCommit(sha, output.toString('utf8', start, start + size)))
      at = start + size + 1
    }
    return shas
  }

  const store: GitStore = {
    directory,
    during(work) {
      if (seen !== undefined) return work()
      seen = new Map()
      try {
        return work()
      } finally {
        seen = undefined
      }
    },
    resolve(revision) {
      // A commit never goes away, so its name is asked for once.
      if (isName(revision) && failsafe(() => store.commit(revision)) !== undefined) return revision
      return attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
        ?.toString()
        .trim()
    },
    commit(sha) {
      const known = commits.get(sha) ?? parseCommit(sha, runOnce(['cat-file', 'commit', sha]).toString())
      commits.set(sha, known)
      return known
    },
    isAncestor(ancestor, descendant) {
      // Between object names the answer never changes, and one list answers for all.
      if (isName(ancestor) && isName(descendant)) {
        return failsafe(() => ancestorsOf(descendant))?.has(ancestor) === true
      }
      return attempt(['merge-base', '--is-ancestor', ancestor, descendant]) !== undefined
    },
    mergeBase(one, other) {
      return attempt(['merge-base', one, other])?.toString().trim()
    },
    history(head, excluded) {
      if (excluded !== undefined && isName(head)) {
        const { parents } = store.commit(head)
        if (parents.length === 1 && parents[0] === excluded) return [head]
      }
      const range = [head, ...(excluded === undefined ? [] : [`^${excluded}`])]
      return readTogether(lines(runOnce(['rev-list', '--topo-order', ...range])))
    },
    diff(base, head) {
      return parseChanges(
        runOnce(['diff-tree', '-r', '-M', '-z', '--raw', '--no-abbrev', base, head]).toString(),
        runOnce(['diff-tree', '-r', '-M', '-z', '--numstat', base, head]).toString(),
      )
    },
    patch(base, head, path) {
      const whole = runOnce([
        'diff-tree',
        '-p',
        '-M',
        '--no-ext-diff',
        '--no-textconv',
        base,
        head,
        '--',
        path,
      ])
      const start = whole.indexOf('@@')
      return start < 0 ? '' : whole.subarray(start).toString().trimEnd()
    },
    entry(revision, path) {
      const clean = path.replace(/^\/+|\/+$/g, '')
      if (clean === '') {
        const sha = attempt(['rev-parse', '--verify', '--quiet', `${revision}^{tree}`])
          ?.toString()
          .trim()
        return sha === undefined ? undefined : { mode: '040000', type: 'tree', sha, path: '', size: 0 }
      }
      const found = attempt(['ls-tree', '-z', '--long', '--full-tree', revision, '--', clean])
      return found === undefined ? undefined : parseEntries(found.toString())[0]
    },
    list(tree) {
      return parseEntries(runOnce(['ls-tree', '-z', '--long', tree]).toString())
    },
    blob(sha) {
      return runOnce(['cat-file', 'blob', sha])
    },
    refs(prefix) {
      const format = '--format=%(refname)%00%(objectname)%00%(objecttype)'
      return lines(run(['for-each-ref', format]))
        .map((line) => line.split('\0'))
        .map(([name = '', sha = '', type = '']) => ({ name, sha, type }))
        .filter(({ name }) => name.startsWith(prefix))
    },
    createRef(name, sha) {
      seen?.clear()
      run(['update-ref', name, sha, '0'.repeat(40)])
    },
    deleteRef(name) {
      seen?.clear()
      run(['update-ref', '-d', name])
    },
  }
  return store
}

function failsafe<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
