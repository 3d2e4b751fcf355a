import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file's content; a link's target; null removes the file. */
export type FileContent = string | Buffer | { readonly link: string } | null

export interface TestRepository {
  readonly directory: string
  /** Commits a change of files on top of a commit, by default the branch's last one. Any path that git can hold is possible. */
  commit(files: Readonly<Record<string, FileContent>>, options?: CommitOptions): string
  /** Many commits in a row, in one go; returns them in that order. */
  commitAll(changes: readonly Readonly<Record<string, FileContent>>[], options?: CommitOptions): string[]
  remove(): void
}

export interface CommitOptions {
  readonly message?: string
  /** Default: main. */
  readonly branch?: string
  /** Name of author and committer; the address is `<name>@example.com`. Default: a. */
  readonly author?: string
  /** Undefined continues from the branch's last commit. */
  readonly parent?: string
  /** Second parent of a merge. */
  readonly merge?: string
}

const when = '1767225600 +0000'

/** A bare repository that is written through git's own import format, so that no work tree or configuration is in the way. */
export function createRepository(): TestRepository {
  const directory = mkdtempSync(join(tmpdir(), 'operator-repository-'))
  git(directory, ['init', '--quiet', '--bare', '--initial-branch=main'])
  const tips = new Map<string, string>()
  const commitAll: TestRepository['commitAll'] = (changes, options = {}) => {
    const { branch = 'main' } = options
    const parent = options.parent ?? tips.get(branch)
    const chunks = changes.flatMap((files, index) =>
      describeCommit(
        files,
        branch,
        index === 0 ? { ...options, parent } : { ...options, parent: undefined, merge: undefined },
      ),
    )
    const input = Buffer.concat([...chunks, 'done\n'].map((chunk) => Buffer.from(chunk)))
    git(directory, ['fast-import', '--quiet', '--done', '--force'], input)
    const ref = `refs/heads/${branch}`
    const made = git(directory, ['rev-list', '--first-parent', `--max-count=${changes.length}`, ref])
    const commits = made.trim().split('\n').reverse()
    tips.set(branch, commits.at(-1) ?? '')
    return commits
  }
  return {
    directory,
    commitAll,
    commit(files, options) {
      const [made] = commitAll([files], options)
      if (made === undefined) throw new Error('git made no commit.')
      return made
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

/** A commit in the format of fast-import. */
function describeCommit(
  files: Readonly<Record<string, FileContent>>,
  branch: string,
  { author = 'a', message = 'A change', parent, merge }: WithParent,
): (string | Buffer)[] {
  const person = `${author} <${author}@example.com> ${when}`
  const text = Buffer.from(message)
  const chunks: (string | Buffer)[] = [
    `commit refs/heads/${branch}\nauthor ${person}\ncommitter ${person}\n`,
    `data ${text.length}\n`,
    text,
    '\n',
    ...(parent === undefined ? [] : [`from ${parent}\n`]),
    ...(merge === undefined ? [] : [`merge ${merge}\n`]),
  ]
  for (const [path, content] of Object.entries(files)) {
    if (content === null) {
      chunks.push(`D ${quote(path)}\n`)
      continue
    }
    const isLink = typeof content === 'object' && 'link' in content
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(isLink ? content.link : content)
    chunks.push(
      `M ${isLink ? '120000' : '100644'} inline ${quote(path)}\ndata ${bytes.length}\n`,
      bytes,
      '\n',
    )
  }
  return chunks
}

type WithParent = Omit<CommitOptions, 'parent' | 'merge'> & {
  readonly parent?: string | undefined
  readonly merge?: string | undefined
}

function git(directory: string, args: readonly string[], input?: Buffer): string {
  const result = spawnSync('git', [...args], { cwd: directory, input, maxBuffer: 1024 * 1024 * 64 })
  if (result.status !== 0) throw new Error(`git ${args[0]}: ${String(result.stderr)}`)
  return result.stdout.toString()
}

/** C-style, as fast-import reads it: line breaks and quotes in names are possible. */
function quote(path: string): string {
  const escaped = path.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))
  return `"${escaped}"`
}
