import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './paths.ts'
import { listFiles } from './release-tree.ts'

type Variables = Readonly<Record<string, string>>

const author = 'github-actions[bot]'
const email = '41898282+github-actions[bot]@users.noreply.github.com'

/**
 * Commits a release tree as a child of the source commit and tags it, through a temporary index: branches, the index and the
 * work tree of the repository stay as they are. The same sources give the same commit. Returns it.
 */
export function commitReleaseTree(tree: string, version: string, repository = root): string {
  const source = run('git', ['rev-parse', 'HEAD'], {}, repository)
  const date = run('git', ['show', '--no-patch', '--format=%cI', source], {}, repository)
  const variables = {
    GIT_INDEX_FILE: join(mkdtempSync(join(tmpdir(), 'operator-release-')), 'index'),
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  }
  const git = (...args: readonly string[]): string => run('git', args, variables, repository)
  git('read-tree', '--empty')
  for (const path of listFiles(tree)) {
    const oid = git('hash-object', '-w', '--no-filters', join(tree, path))
    git('update-index', '--add', '--cacheinfo', `100644,${oid},${path}`)
  }
  const commit = git('commit-tree', git('write-tree'), '-p', source, '-m', `Release ${version}`)
  git('tag', '-a', version, commit, '-m', version)
  return commit
}

/** `v1.2.3` is followed by `v1`, which people use who want fixes without asking. */
export function majorOf(version: string): string {
  return version.replace(/\.[\s\S]*/, '')
}

function run(command: string, args: readonly string[], variables: Variables, directory = root): string {
  const { status, stdout, stderr } = spawnSync(command, [...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
  return stdout.trim()
}

/** Pushes a tag with the job's token, which goes through the environment so that it is in no process list. */
function pushTag(refspec: string): void {
  const server = process.env['GITHUB_SERVER_URL'] ?? 'https://github.com'
  const credentials = Buffer.from(`x-access-token:${process.env['GH_TOKEN'] ?? ''}`).toString('base64')
  run('git', ['push', `${server}/${process.env['GITHUB_REPOSITORY'] ?? ''}.git`, refspec], {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${credentials}`,
  })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      tree: { type: 'string' },
      version: { type: 'string' },
      'move-major': { type: 'boolean', default: false },
    },
  })
  const { tree, version } = values
  const isComplete = values['move-major'] ? tree === undefined : tree !== undefined
  if (version === undefined || !isComplete || !/^v\d+\.\d+\.\d+$/.test(version)) {
    process.stderr.write('release-tag --version vX.Y.Z (--tree DIR | --move-major)\n')
    process.exitCode = 64
  } else if (tree !== undefined) {
    commitReleaseTree(resolve(tree), version)
    pushTag(`refs/tags/${version}`)
    run('gh', ['release', 'create', version, '--verify-tag', '--generate-notes'], {})
  } else {
    pushTag(`+refs/tags/${version}^{commit}:refs/tags/${majorOf(version)}`)
  }
}
