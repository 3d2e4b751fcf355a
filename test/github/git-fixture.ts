import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface NewCommit {
  readonly branch: string
  /** Null removes the file. */
  readonly files: Readonly<Record<string, string | Uint8Array | null>>
  readonly message?: string
  /** Login of the author; the address is `<login>@example.com`. */
  readonly author?: string
  /** Branch or sha that the commit follows; default the branch itself, or none when it is new. */
  readonly from?: string
  /** Second parent. */
  readonly merge?: string
  /** ISO 8601. */
  readonly date?: string
}

/** A bare git repository in a folder of its own, filled commit by commit. */
export interface GitFixture {
  readonly directory: string
  commit(commit: NewCommit): string
  remove(): void
}

export function createGitFixture(): GitFixture {
  const directory = mkdtempSync(join(tmpdir(), 'stand-in-'))
  const git = (args: readonly string[], input?: Buffer) =>
    execFileSync('git', args, { cwd: directory, input, stdio: ['pipe', 'pipe', 'pipe'] })
      .toString()
      .trim()
  git(['init', '--quiet', '--bare', '--initial-branch=main'])
  let seconds = Date.parse('2026-01-05T09:00:00Z') / 1_000
  const hasBranch = (name: string) => git(['for-each-ref', `refs/heads/${name}`]) !== ''
  return {
    directory,
    commit({ branch, files, message = 'Change', author = 'mona', from, merge, date }) {
      seconds = date === undefined ? seconds + 60 : Date.parse(date) / 1_000
      const parent = from ?? (hasBranch(branch) ? branch : undefined)
      const person = `${author} <${author}@example.com> ${seconds} +0000`
      const parts: (string | Uint8Array)[] = [
        `commit refs/heads/${branch}\nauthor ${person}\ncommitter ${person}\n`,
        data(message),
        ...(parent === undefined ? [] : [`from ${git(['rev-parse', parent])}\n`]),
        ...(merge === undefined ? [] : [`merge ${git(['rev-parse', merge])}\n`]),
        ...Object.entries(files).flatMap(([path, content]) =>
          content === null ? [`D ${path}\n`] : [`M 100644 inline ${path}\n`, data(content)],
        ),
        'done\n',
      ]
      git(
        ['fast-import', '--quiet', '--done', '--force'],
        Buffer.concat(parts.map((part) => Buffer.from(part))),
      )
      return git(['rev-parse', `refs/heads/${branch}`])
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

function data(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')])
}
