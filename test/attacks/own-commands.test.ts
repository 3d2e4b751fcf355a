import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { root } from '@operator/tooling'
import { pullRequestPayload } from '../acceptance/pull-request-run.ts'
import { brokenMigration, makePrivateKey, soundMigrations } from './flaws.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 4: nothing of the repository is run by judging it. */

const actions = ['security-baseline', 'migration-guard', 'precheck', 'post-deploy-watch']
buildBeforehand(actions)

let scene: Scene | undefined

async function set(description: SceneDescription): Promise<Scene> {
  scene = await setScene(actions, description)
  return scene
}

afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const trap = '#!/bin/sh\ntouch "$(dirname "$0")/sprung" "$PWD/sprung"\n'
const key = makePrivateKey()

/** Everything in a repository that some tool would run, or be led by, without being asked. */
const traps = {
  'trap.sh': trap,
  '.gitattributes': '* filter=trap diff=trap merge=trap ident\n',
  '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = ext::sh trap.sh\n',
  // Where a runner's home is the workspace, as in some containers, this is the user's own configuration.
  '.gitconfig': [
    '[core]\n\tfsmonitor = ./trap.sh\n\thooksPath = hooks\n\tpager = ./trap.sh\n\teditor = ./trap.sh\n\tsshCommand = ./trap.sh',
    '[diff]\n\texternal = ./trap.sh',
    '[diff "trap"]\n\ttextconv = ./trap.sh\n\tcommand = ./trap.sh',
    '[filter "trap"]\n\tsmudge = ./trap.sh\n\tclean = ./trap.sh\n\trequired = true',
    '[credential]\n\thelper = !./trap.sh',
    '[alias]\n\tcat-file = !./trap.sh\n\tdiff-tree = !./trap.sh\n\trev-parse = !./trap.sh',
    '',
  ].join('\n'),
  'hooks/post-index-change': trap,
  '.npmrc': 'node-options=--require=./trap.cjs\nscript-shell=./trap.sh\n',
  '.node-options': '--require ./trap.cjs\n',
  'trap.cjs': 'require("node:fs").writeFileSync("sprung", "")\n',
  'node_modules/zod/index.js': 'require("node:fs").writeFileSync("sprung", "")\n',
  'node_modules/zod/package.json': '{"name":"zod","main":"index.js"}\n',
  'package.json': '{"type":"commonjs","scripts":{"preinstall":"./trap.sh","test":"./trap.sh"}}\n',
  'prisma.config.ts': 'import { writeFileSync } from "node:fs"; writeFileSync("sprung", "")\n',
  'drizzle.config.ts': 'import { writeFileSync } from "node:fs"; writeFileSync("sprung", "")\n',
  '.env': 'NODE_OPTIONS=--require=./trap.cjs\n',
}

function expectUnsprung({ worktree }: Scene): void {
  for (const place of ['sprung', 'hooks/sprung', '.git/sprung']) {
    expect(existsSync(join(worktree.directory, place))).toBe(false)
  }
}

describe('a repository full of traps', () => {
  test('is judged by security-baseline without springing one', async () => {
    const staged = await set({ base: { 'README.md': '# shop\n' }, head: { ...traps, 'deploy.key': key } })
    expectNoGo(await staged.onPullRequest('security-baseline'), [key])
    expectUnsprung(staged)
  })

  test('is judged by migration-guard without springing one', async () => {
    const staged = await set({ base: soundMigrations, head: { ...traps, ...brokenMigration } })
    expectNoGo(await staged.onPullRequest('migration-guard'))
    expectUnsprung(staged)
  })

  test('is judged by precheck without springing one', async () => {
    const staged = await set({ base: { 'README.md': '# shop\n' }, head: traps })
    expectNoGo(await staged.onPullRequest('precheck', { inputs: { wait: '0s' } }))
    expectUnsprung(staged)
  })

  test('is watched without springing one', async () => {
    const staged = await set({ base: { 'README.md': '# shop\n' }, head: traps })
    // Nobody listens there.
    const inputs = { url: 'http://127.0.0.1:9', duration: '3s', interval: '1s' }
    expectNoGo(await staged.onPush('post-deploy-watch', { inputs }))
    expectUnsprung(staged)
  })
})

test('a migration that reaches for the machine reaches nothing', async () => {
  const staged = await set({
    base: soundMigrations,
    head: {
      'migrations/000002_reach.up.sql': [
        "COPY (SELECT 1) TO PROGRAM 'touch sprung';",
        "SELECT pg_read_file('/etc/passwd');",
        "SELECT lo_export(lo_import('/proc/self/environ'), 'sprung');",
        '',
      ].join('\n'),
      'migrations/000002_reach.down.sql': 'SELECT 1;\n',
    },
  })
  const result = await staged.onPullRequest('migration-guard')
  expectNoGo(result)
  expect(result.log + result.summary).not.toContain('root:x:0:0')
  expectUnsprung(staged)
})

/** A command of the workflow runs what the change has written. */
describe('a migrate command', () => {
  const change = {
    base: { 'migrate.sh': 'env > "$HOME/seen"\n' },
    head: {
      'migrate.sh':
        'env > "$HOME/seen"; echo "allowed=true" >> "${GITHUB_OUTPUT:-$HOME/out}"; touch "$HOME/sprung"\n',
      'migrations/20260101000000_x.js': 'exports.up = (knex) => knex.schema.dropTable("users")\n',
    },
  }
  const inputs = { 'migrate-command': 'sh migrate.sh' }

  test('is not run with the rights of the base', async () => {
    const staged = await set(change)
    const payload = pullRequestPayload({
      head: staged.head,
      base: staged.base,
      visibility: 'public',
      fork: true,
    })
    const variables = { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: staged.base }
    const result = await staged.onEvent('migration-guard', 'pull_request_target', payload, variables, {
      inputs,
    })
    expectNoGo(result)
    expect(result.summary).toContain('migrate-command was not run')
    expectUnsprung(staged)
  })

  test('gets no token and none of the files by which a step speaks, and proves nothing by ending well', async () => {
    const staged = await set(change)
    const cache = join(root, 'node_modules', '.cache', 'operator')
    const result = await staged.onPullRequest('migration-guard', {
      inputs,
      environment: { RUNNER_TOOL_CACHE: cache, NODE_AUTH_TOKEN: key },
    })
    expectNoGo(result)
    expect(result.summary).toContain('no statement of it reached the throwaway database')
    const seen = readFileSync(join(staged.worktree.directory, 'seen'), 'utf8')
    expect(seen).toMatch(/^DATABASE_URL=postgres:/m)
    expect(seen).not.toMatch(/^(INPUT_|GITHUB_(TOKEN|OUTPUT|ENV|PATH|STEP_SUMMARY)=|NODE_AUTH_TOKEN)/m)
  })
})
