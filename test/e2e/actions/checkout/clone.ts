import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

export interface Clone {
  /** Directory of the repository to fetch. */
  readonly from: string
  readonly into: string
  /** The event's commit and its ref, or a branch, tag or commit by name. */
  readonly what: { readonly ref: string; readonly sha?: string }
  /** 0 is all history of all branches and tags. */
  readonly depth: number
}

/** Clones as actions/checkout does: a fetch into an empty repository, HEAD detached unless a branch was asked for. */
export function clone({ from, into, what, depth }: Clone): void {
  mkdirSync(into, { recursive: true })
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'protocol.file.allow=always', '-c', 'advice.detachedHead=false', ...args], {
      cwd: into,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        HOME: into,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
      },
    })
  }
  git('init', '--quiet')
  git('remote', 'add', 'origin', `file://${from}`)
  const branch = what.ref.replace(/^refs\/heads\//, '')
  const isCommit = /^[0-9a-f]{40}$/.test(what.ref)
  const isBranch = !isCommit && (what.sha === undefined || what.ref.startsWith('refs/heads/'))
  const target = what.sha ?? (isCommit ? what.ref : `refs/heads/${branch}`)
  const local = isBranch ? `refs/remotes/origin/${branch}` : `refs/remotes/${what.ref.replace(/^refs\//, '')}`
  const everything = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*']
  if (depth === 0) git('fetch', '--quiet', '--prune', 'origin', ...everything)
  const shallow = depth === 0 ? [] : [`--depth=${depth}`]
  git('fetch', '--quiet', '--no-tags', ...shallow, 'origin', `+${target}:${local}`)
  if (isBranch) git('checkout', '--quiet', '--force', '-B', branch, local)
  else git('checkout', '--quiet', '--force', '--detach', local)
}
