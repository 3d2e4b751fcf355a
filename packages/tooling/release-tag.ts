import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './paths.ts'
import { listFiles } from './release-tree.ts'

/**
 * Commits a release tree as the second child of the source commit and tags it, through a temporary index:
 * main, its index and the work tree stay as they are. Returns the commit.
 */
export function commitReleaseTree(tree: string, version: string): string {
  const index = join(mkdtempSync(join(tmpdir(), 'operator-release-')), 'index')
  const git = (args: readonly string[], input?: string): string =>
    run('git', args, { GIT_INDEX_FILE: index }, input)
  git(['read-tree', '--empty'])
  for (const path of listFiles(tree)) {
    const oid = git(['hash-object', '-w', '--no-filters', join(tree, path)])
    git(['update-index', '--add', '--cacheinfo', `100644,${oid},${path}`])
  }
  const source = git(['rev-parse', 'HEAD'])
  const commit = git(['commit-tree', git(['write-tree']), '-p', source, '-m', `Release ${version}`])
  git(['tag', '-a', version, commit, '-m', version])
  return commit
}

function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input?: string,
): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...(input !== undefined && { input }),
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
  return stdout.trim()
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { tree: { type: 'string' }, version: { type: 'string' } } })
  if (values.tree === undefined || values.version === undefined || !/^v\d+\.\d+\.\d+$/.test(values.version)) {
    throw new Error('release-tag --tree DIR --version vX.Y.Z')
  }
  commitReleaseTree(resolve(values.tree), values.version)
  const server = process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const repository = process.env['GITHUB_REPOSITORY'] ?? ''
  const credentials = Buffer.from(`x-access-token:${process.env['GH_TOKEN'] ?? ''}`).toString('base64')
  // Through the environment, so that the token is in no process list.
  const authorisation = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${credentials}`,
  }
  run('git', ['push', `${server}/${repository}.git`, `refs/tags/${values.version}`], authorisation)
  run('gh', ['release', 'create', values.version, '--verify-tag', '--generate-notes'], {})
}
