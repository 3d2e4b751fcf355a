import { execFileSync } from 'node:child_process'

export interface Person {
  readonly login: string
  readonly name: string
  readonly email: string
}

/** File contents by path; undefined removes the file. Names that end in `.sh` are executable. */
export type Files = Readonly<Record<string, string | undefined>>

export interface NewCommit {
  /** Full name of the ref that will point to the commit. */
  readonly ref: string
  readonly message: string
  readonly author: Person
  /** What changes against the first parent. */
  readonly files: Files
  readonly parents: readonly string[]
}

export interface NewMerge {
  readonly ref: string
  readonly message: string
  readonly author: Person
  readonly base: string
  readonly head: string
}

/** A bare repository that the story writes into. */
export interface Repository {
  readonly directory: string
  commit(commit: NewCommit): string
  /** Merges without a work tree, as GitHub does; throws when the two conflict. */
  merge(merge: NewMerge): string
  setRef(name: string, sha: string): void
}

/** Creates an empty bare repository whose default branch is `main`. */
export function createRepository(directory: string): Repository {
  const git = (
    args: readonly string[],
    { input, person }: { input?: string; person?: Person } = {},
  ): string =>
    execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      ...(input !== undefined && { input }),
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        ...identity(person),
      },
    }).trim()
  git(['init', '--quiet', '--bare', '--initial-branch=main', '.'])
  git(['config', 'uploadpack.allowAnySHA1InWant', 'true'])
  return {
    directory,
    commit(commit) {
      git(['fast-import', '--quiet', '--force'], { input: fastImport(commit, new Date()) })
      return git(['rev-parse', commit.ref])
    },
    merge({ ref, message, author, base, head }) {
      const tree = git(['merge-tree', '--write-tree', base, head])
      const sha = git(['commit-tree', tree, '-p', base, '-p', head, '-m', message], { person: author })
      git(['update-ref', ref, sha])
      return sha
    },
    setRef(name, sha) {
      git(['update-ref', name, sha])
    },
  }
}

function identity(person: Person | undefined): Record<string, string> {
  if (person === undefined) return {}
  return {
    GIT_AUTHOR_NAME: person.name,
    GIT_AUTHOR_EMAIL: person.email,
    GIT_COMMITTER_NAME: person.name,
    GIT_COMMITTER_EMAIL: person.email,
  }
}

function fastImport({ ref, message, author, files, parents }: NewCommit, now: Date): string {
  const when = `${author.name} <${author.email}> ${Math.floor(now.getTime() / 1_000)} +0000`
  const [first, ...merged] = parents
  const lines = [
    // Without this, fast-import takes the ref's present commit for a missing `from`.
    `reset ${ref}`,
    '',
    `commit ${ref}`,
    `author ${when}`,
    `committer ${when}`,
    data(message),
    ...(first === undefined ? [] : [`from ${first}`]),
    ...merged.map((parent) => `merge ${parent}`),
    ...Object.entries(files).map(([path, content]) =>
      content === undefined
        ? `D ${path}`
        : `M ${path.endsWith('.sh') ? '100755' : '100644'} inline ${path}\n${data(content)}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`
}
