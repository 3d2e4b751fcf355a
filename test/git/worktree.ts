import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A repository with a work tree, driven through the git command as people do. */
export interface Worktree {
  readonly directory: string
  /** Runs git here; returns its trimmed output. */
  git(...args: readonly string[]): string
  /** Writes files and commits them on the current branch; returns the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): string
  /** A clone as actions/checkout makes it: `origin`, every branch, `depth` commits of each (all without). */
  clone(depth?: number): Worktree
  remove(): void
}

const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

/** An empty repository on the branch `main`. */
export function createWorktree(): Worktree {
  const worktree = at(mkdtempSync(join(tmpdir(), 'operator-worktree-')))
  worktree.git('init', '--quiet', '--initial-branch=main')
  return worktree
}

function at(directory: string): Worktree {
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], {
      cwd: directory,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...identity },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  return {
    directory,
    git,
    commit(files, message = 'A change') {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true })
        writeFileSync(join(directory, path), content)
      }
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', message)
      return git('rev-parse', 'HEAD')
    },
    clone(depth) {
      const target = mkdtempSync(join(tmpdir(), 'operator-clone-'))
      const limit = depth === undefined ? [] : [`--depth=${depth}`, '--no-single-branch']
      git('clone', '--quiet', ...limit, pathToFileURL(directory).href, target)
      return at(target)
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
