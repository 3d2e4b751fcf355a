import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { createRepository, type TestRepository } from '../../test/git/repository.ts'
import { collectEnvironment } from './collect.ts'
import { findDocumentedVariables } from './documented.ts'
import { evaluateEnvironment } from './evaluate.ts'
import { findExposures } from './exposure.ts'
import { findEnvironmentReads } from './reads.ts'
import { environmentSnapshot } from './snapshot.ts'
import { findTrackedEnvironment } from './tracked-file.ts'

describe('findEnvironmentReads', () => {
  test.each([
    ['a.ts', 'const a = process.env.SHOP_URL'],
    ['a.ts', "process.env['SHOP_URL'] ?? 'x'"],
    ['a.tsx', 'process?.env?.SHOP_URL'],
    ['a.mjs', 'Deno.env.get("SHOP_URL")'],
    ['a.vue', 'import.meta.env.SHOP_URL'],
    ['a.py', "os.environ['SHOP_URL']"],
    ['a.py', 'os.getenv("SHOP_URL", "x")'],
    ['a.go', 'os.LookupEnv("SHOP_URL")'],
    ['a.rb', "ENV.fetch('SHOP_URL')"],
    ['a.rs', 'std::env::var("SHOP_URL")'],
    ['A.java', 'System.getenv("SHOP_URL")'],
    ['a.php', "getenv('SHOP_URL')"],
    ['compose.yml', 'image: ${SHOP_URL:-x}'],
  ])('%s: %s', (path, text) => {
    expect(findEnvironmentReads(path, `\n${text}\n`)).toEqual([{ name: 'SHOP_URL', line: 2 }])
  })

  test('what every runtime sets is not listed, nor are other languages’ words', () => {
    expect(findEnvironmentReads('a.ts', 'process.env.NODE_ENV; process.env.CI')).toEqual([])
    expect(findEnvironmentReads('a.md', 'process.env.SHOP_URL')).toEqual([])
  })
})

test('findDocumentedVariables reads examples, with commented lines, and documents', () => {
  expect(findDocumentedVariables('.env.example', '# OPTIONAL_KEY=\nSHOP_URL=x')).toEqual(
    new Set(['OPTIONAL_KEY', 'SHOP_URL']),
  )
  expect(findDocumentedVariables('docs/configuration.md', '| `SHOP_URL` | where |')).toContain('SHOP_URL')
  expect(findDocumentedVariables('src/a.ts', 'SHOP_URL').size).toBe(0)
})

describe('findExposures', () => {
  const rules = (text: string, path = 'src/a.ts') =>
    findExposures(path, text, { public: [] }).map((finding) => finding.ruleId)

  test('a client prefix and a secret name', () => {
    expect(rules('process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY')).toEqual(['client-visible-secret'])
    expect(rules('import.meta.env.VITE_DATABASE_URL')).toEqual(['client-visible-secret'])
    expect(rules('import { PUBLIC_API_TOKEN } from "$env/static/public"', 'src/a.svelte')).toEqual([
      'client-visible-secret',
    ])
    const twice = findExposures('src/a.ts', 'x\nVITE_TOKEN\nVITE_TOKEN', { public: [] })
    expect(twice.map((finding) => finding.location?.line)).toEqual([2])
  })

  test.each([
    'NEXT_PUBLIC_SUPABASE_ANON_KEY',
    'VITE_MAPBOX_TOKEN',
    'STRIPE_SECRET_KEY',
    'NEXT_PUBLIC_URL',
    'NEXT_PUBLIC_DISABLE_EMAIL_PASSWORD_SIGNUP',
    'VITE_PASSWORD_RESET_ENABLED',
    'MY_VITE_SECRET',
    'PUBLIC_REPO_TOKEN',
  ])('%s is fine', (name) => {
    expect(rules(`process.env.${name}`)).toEqual([])
  })

  test('what the policy calls public, and what only a test names, is fine', () => {
    expect(findExposures('src/a.ts', 'VITE_TOKEN', { public: ['VITE_TOKEN'] })).toEqual([])
    expect(rules('VITE_TOKEN', 'src/a.test.ts')).toEqual([])
  })

  test('the whole environment', () => {
    expect(rules("define: { 'process.env': process.env }")).toEqual(['whole-environment-shipped'])
    expect(rules("define: { 'process.env': { NODE_ENV: process.env.NODE_ENV } }")).toEqual([])
  })
})

describe('findTrackedEnvironment', () => {
  test.each(['.env', 'app/.env.production', '.env.local'])('%s with a secret', (path) => {
    const found = findTrackedEnvironment(path, '# x\nURL=https://a.io\nAPI_KEY=abc\n')
    expect(found).toMatchObject([
      { ruleId: 'tracked-env-file', level: 'warning', message: 'git tracks this file with 2 values.' },
      { ruleId: 'tracked-env-secret', level: 'error', location: { line: 3 } },
    ])
    expect(JSON.stringify(found)).not.toContain('abc')
  })

  test('values that tests use are worth a warning, placeholders nothing', () => {
    const levels = (path: string, text: string) =>
      findTrackedEnvironment(path, text).map(({ level }) => level)
    expect(levels('.env.test', 'API_KEY=abc')).toEqual(['warning', 'warning'])
    expect(levels('.env', 'API_KEY=change-me')).toEqual(['warning'])
    expect(levels('.env', 'API_KEY=<key>')).toEqual(['warning'])
  })

  test.each([
    ['.env.example', 'API_KEY=abc'],
    ['backend/.env.development-example', 'API_KEY=abc'],
    ['.env.local.sample', 'API_KEY=abc'],
    ['.env', 'API_KEY=\nOTHER=""\n# X=1'],
    ['.env', 'API_KEY="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt"'],
    ['env.ts', 'API_KEY=abc'],
  ])('%s with %j is fine', (path, text) => {
    expect(findTrackedEnvironment(path, text)).toEqual([])
  })
})

describe('collectEnvironment and evaluateEnvironment', () => {
  let repository: TestRepository
  beforeEach(() => {
    repository = createRepository()
  })
  afterEach(() => repository.remove())

  async function judge(base: string | null, head: string) {
    const range = { repository: await openRepository(repository.directory), base, head }
    const snapshot = environmentSnapshot.parse(await collectEnvironment(range, { public: [] }))
    return evaluateEnvironment(snapshot)[0]
  }

  test('a new secret fails, one more in a file that was tracked fails, an old one does not', async () => {
    const base = repository.commit({ '.env': 'API_KEY=abc' })
    expect(await judge(null, base)).toMatchObject({ status: 'fail', reason: { code: 'secret-exposed' } })
    const touched = repository.commit({ '.env': '# moved\nAPI_KEY=other' })
    expect(await judge(base, touched)).toMatchObject({ status: 'pass' })
    const more = repository.commit({ '.env': 'API_KEY=abc\nDB_PASSWORD=def' })
    expect(await judge(base, more)).toMatchObject({
      status: 'fail',
      next: '.env:2: Change the value of DB_PASSWORD first, then take the file out of git.',
    })
  })

  test('what nobody could read is unknown where the change brought it; nothing to read is not a pass', async () => {
    const none = repository.commit({ 'README.md': 'x' })
    expect(await judge(null, none)).toMatchObject({ status: 'not-applicable' })
    const large = repository.commit({ '.env': 'A=b\n'.repeat(600_000) })
    expect(await judge(none, large)).toMatchObject({ status: 'unknown', reason: { code: 'unread-files' } })
    const later = repository.commit({ 'README.md': 'y' })
    expect(await judge(large, later)).toMatchObject({ status: 'pass' })
  })

  test('hostile names and contents', async () => {
    const base = repository.commit({ 'README.md': 'x' })
    const head = repository.commit({
      'a\nb/.env': 'TOKEN=abc',
      '::error::.env': 'TOKEN=abc',
      '.env.local': { link: '/etc/passwd' },
      'src/binary.ts': Buffer.from([0xff, 0xfe, 0, 1, 2]),
      'src/one-line.js': 'VITE_A_TOKEN_1;'.repeat(100_000),
    })
    const outcome = await judge(base, head)
    expect(outcome?.findings.map((finding) => finding.location?.path).sort()).toEqual(
      ['a\nb/.env', 'a\nb/.env', 'src/one-line.js'].sort(),
    )
  })
})
