import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { listActions, listFiles, root } from '@operator/tooling'
import { z } from 'zod'
import { releaseTree } from '../acceptance/built-tree.ts'

/** What the frame of every action brings along. */
const frame = [
  '@actions/core',
  '@actions/exec',
  '@actions/github',
  '@actions/http-client',
  '@actions/io',
  '@octokit/auth-token',
  '@octokit/core',
  '@octokit/endpoint',
  '@octokit/graphql',
  '@octokit/plugin-paginate-rest',
  '@octokit/plugin-rest-endpoint-methods',
  '@octokit/plugin-retry',
  '@octokit/request',
  '@octokit/request-error',
  'before-after-hook',
  'bottleneck',
  'content-type',
  'json-with-bigint',
  'tunnel',
  'undici',
  'universal-user-agent',
  'yaml',
  'zod',
]
const sqlGrammar = ['@pgsql/types', 'libpg-query']
/** The client of native servers and of the live database. */
const postgresClient = [
  'pg',
  'pg-cloudflare',
  'pg-connection-string',
  'pg-int8',
  'pg-pool',
  'pg-protocol',
  'pg-types',
  'pgpass',
  'postgres-array',
  'postgres-bytea',
  'postgres-date',
  'postgres-interval',
  'split2',
  'xtend',
]
const expressions = ['@actions/expressions']

/** Every npm package of every bundle. A new one is a decision: it ships to everybody and runs with their token. */
const expected: Readonly<Record<string, readonly string[]>> = {
  gate: [...frame, ...sqlGrammar, ...expressions, 'fflate', 'ical.js', 'picomatch'],
  'migration-guard': [...frame, ...sqlGrammar, ...postgresClient],
  'post-deploy-watch': [...frame, 'picomatch'],
  precheck: [...frame, ...expressions, 'fflate', 'ical.js', 'picomatch'],
  'security-baseline': [...frame, ...expressions],
}

/** What the rehearsal's children hold beside PGlite. */
const rehearsal = [...postgresClient, 'zod']

const megabyte = 1_000_000

let tree: string
beforeAll(async () => {
  tree = await releaseTree()
}, 600_000)

const installed = z
  .object({ packages: z.record(z.string(), z.unknown()) })
  .transform(
    ({ packages }) => new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1))),
  )
  .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))

/** The packages that ncc names in the licences of a bundle; a name stands alone, before its licence. ncc's own is its runtime. */
function packagesOf(...folder: string[]): string[] {
  const lines = readFileSync(join(tree, ...folder, 'licenses.txt'), 'utf8').split('\n')
  const named = lines.filter(
    (line, index) =>
      line !== '' &&
      installed.has(line) &&
      (index === 0 || lines[index - 1] === '') &&
      !line.startsWith('@operator/') &&
      line !== '@vercel/ncc',
  )
  return [...new Set(named)].sort()
}

const javascript = listActions().filter(({ kind }) => kind === 'javascript')

describe('bundles', () => {
  test.each(javascript)('$name holds these npm packages and no other', ({ name }) => {
    expect(packagesOf(name, 'dist')).toEqual([...(expected[name] ?? [])].sort())
  })

  test('the rehearsal holds these npm packages and no other', () => {
    expect(packagesOf('migration-guard', 'dist', 'rehearsal')).toEqual(rehearsal)
  })

  test.each(javascript)('$name starts small: what is heavy is loaded when it is needed', ({ name }) => {
    expect(statSync(join(tree, name, 'dist', 'index.js')).size).toBeLessThan(50_000)
  })

  test.each(javascript)('$name names nothing of the machine that built it', ({ name }) => {
    const dist = join(tree, name, 'dist')
    const telling = listFiles(dist).filter((path) => readFileSync(join(dist, path)).includes(root))
    expect(telling).toEqual([])
  })

  test('precheck is small and knows no parser, database or browser', () => {
    const dist = join(tree, 'precheck', 'dist')
    const size = listFiles(dist).reduce((sum, path) => sum + statSync(join(dist, path)).size, 0)
    expect(size).toBeLessThan(2.5 * megabyte)
    expect(listFiles(dist).filter((path) => /\.(wasm|node|br)$/.test(path))).toEqual([])
  })
})

describe('release tree', () => {
  test('holds the papers, the gate as its root action, each action, and nothing else', () => {
    const names = listActions().map(({ name }) => name)
    expect(readdirSync(tree).sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml', ...names].sort(),
    )
  })

  test('every action.yml names a file that is there', () => {
    for (const { name, kind } of listActions()) {
      const manifest = readFileSync(join(tree, name, 'action.yml'), 'utf8')
      if (kind === 'composite') continue
      const main = /^ {2}main: (.+)$/m.exec(manifest)?.[1] ?? ''
      expect(existsSync(join(tree, name, main))).toBe(true)
    }
    const main = /^ {2}main: (.+)$/m.exec(readFileSync(join(tree, 'action.yml'), 'utf8'))?.[1]
    expect(existsSync(join(tree, main ?? ''))).toBe(true)
  })

  test('no sources, tests, maps or stamps', () => {
    expect(
      listFiles(tree).filter((path) => /\.(ts|map|lock|tsbuildinfo)$|\.test\.|\.stamp/.test(path)),
    ).toEqual([])
  })

  test('the runner downloads at most 12 MB', () => {
    const whole = Buffer.concat(listFiles(tree).map((path) => readFileSync(join(tree, path))))
    expect(gzipSync(whole).length).toBeLessThan(12 * megabyte)
  })
})
