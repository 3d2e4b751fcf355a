import { describe, expect, test } from '@jest/globals'
import { findDocumentedVariables } from './documented.ts'
import { evaluateEnvironment } from './evaluate.ts'
import { findExposures } from './exposure.ts'
import { findEnvironmentReads } from './reads.ts'
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
  const rules = (text: string) =>
    findExposures('src/a.ts', text, { public: [] }).map((finding) => finding.ruleId)

  test('a client prefix and a secret name', () => {
    expect(rules('process.env.NEXT_PUBLIC_STRIPE_SECRET_KEY')).toEqual(['client-visible-secret'])
    expect(rules('import.meta.env.VITE_DATABASE_URL')).toEqual(['client-visible-secret'])
  })

  test.each([
    'NEXT_PUBLIC_SUPABASE_ANON_KEY',
    'VITE_MAPBOX_TOKEN',
    'STRIPE_SECRET_KEY',
    'NEXT_PUBLIC_URL',
    'MY_VITE_SECRET',
  ])('%s is fine', (name) => {
    expect(rules(`process.env.${name}`)).toEqual([])
  })

  test('the whole environment', () => {
    expect(rules("define: { 'process.env': process.env }")).toEqual(['whole-environment-shipped'])
    expect(rules("define: { 'process.env': { NODE_ENV: process.env.NODE_ENV } }")).toEqual([])
  })
})

describe('findTrackedEnvironment', () => {
  test.each(['.env', 'app/.env.production', '.env.local'])('%s with values', (path) => {
    expect(findTrackedEnvironment(path, 'API_KEY=abc\n')[0]).toMatchObject({ level: 'error' })
  })

  test.each([
    ['.env.example', 'API_KEY=abc'],
    ['.env', 'API_KEY=\nOTHER=""\n# X=1'],
    ['.env', 'API_KEY="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt"'],
    ['env.ts', 'API_KEY=abc'],
  ])('%s with %j is fine', (path, text) => {
    expect(findTrackedEnvironment(path, text)).toEqual([])
  })
})

test('evaluateEnvironment: introduced fails, unread is unknown, nothing passes', () => {
  const [detection] = findTrackedEnvironment('.env', 'API_KEY=abc')
  if (detection === undefined) throw new Error('no detection')
  const judge = (
    head: (typeof detection)[],
    base: (typeof detection)[],
    unread: { path: string; reason: string }[] = [],
  ) => evaluateEnvironment({ head, base, unread, files: 1 })[0]?.status
  expect(judge([detection], [])).toBe('fail')
  expect(judge([detection], [detection])).toBe('pass')
  expect(judge([], [], [{ path: '.env', reason: 'large' }])).toBe('unknown')
})
