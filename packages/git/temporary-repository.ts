import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A repository for tests, made with the real git in a folder of its own. */
export class TemporaryRepository {
  readonly directory: string

  constructor(...initOptions: readonly string[]) {
    this.directory = mkdtempSync(join(tmpdir(), 'git-test-'))
    this.git('init', '--quiet', '--initial-branch=main', ...initOptions, '.')
  }

  git(...args: readonly string[]): string {
    return this.gitWithInput('', ...args)
  }

  gitWithInput(input: string | Buffer, ...args: readonly string[]): string {
    const env = {
      PATH: process.env['PATH'],
      HOME: this.directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Bob',
      GIT_COMMITTER_EMAIL: 'bob@example.com',
      GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
      GIT_COMMITTER_DATE: '2026-01-02T00:00:00Z',
      GIT_ALLOW_PROTOCOL: 'file',
    }
    const options = { cwd: this.directory, env, input, stdio: ['pipe', 'pipe', 'pipe'] as const }
    return execFileSync('git', [...args], { ...options, stdio: [...options.stdio] })
      .toString()
      .trim()
  }

  write(path: string, content: string | Buffer): void {
    const absolute = join(this.directory, path)
    mkdirSync(dirname(absolute), { recursive: true })
    writeFileSync(absolute, content)
  }

  /** Writes the files, commits everything, and gives the commit's name. */
  commit(files: Readonly<Record<string, string | Buffer>> = {}, message = 'message'): string {
    for (const [path, content] of Object.entries(files)) this.write(path, content)
    this.git('add', '--all', '--force')
    this.git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', message)
    return this.git('rev-parse', 'HEAD')
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}
