import { describe, expect, test } from '@jest/globals'
import { findDocumentedVariables, isDocumentation } from './documented.ts'
import { findDynamicReads, findEnvironmentReads, mayReadEnvironment } from './reads.ts'

const dollar = '$'

describe('reads by a constant name', () => {
  test.each([
    ['a.ts', 'const { SHOP_URL } = process.env'],
    ['a.ts', "const { SHOP_URL: url = 'x' } = import.meta.env"],
    ['a.c', 'char *x = getenv("SHOP_URL");'],
    ['a.cpp', 'auto x = std::getenv("SHOP_URL");'],
    ['a.swift', 'let x = ProcessInfo.processInfo.environment["SHOP_URL"]'],
    ['a.dart', "const x = String.fromEnvironment('SHOP_URL');"],
    ['a.pl', `my $x = ${dollar}ENV{SHOP_URL};`],
    ['a.lua', 'local x = os.getenv("SHOP_URL")'],
    ['a.scala', 'val x = sys.env("SHOP_URL")'],
    ['run.sh', `: "${dollar}{SHOP_URL:?is missing}"`],
    ['src/main/resources/application-prod.yml', `url: ${dollar}{SHOP_URL:http://localhost}`],
    ['deploy/shop.yaml', '- name: SHOP_URL\n  valueFrom:\n    secretKeyRef: { name: shop }'],
  ])('%s: %s', (path, text) => {
    expect(mayReadEnvironment(path)).toBe(true)
    expect(findEnvironmentReads(path, `\n${text}\n`)).toEqual([{ name: 'SHOP_URL', line: 2 }])
  })

  test('several at once', () => {
    const names = findEnvironmentReads('a.ts', 'const { A_KEY, B_KEY: b, C_KEY = "x" } = process.env').map(
      ({ name }) => name,
    )
    expect(names).toEqual(['A_KEY', 'B_KEY', 'C_KEY'])
  })

  test('a workflow’s secrets and variables are GitHub’s', () => {
    const text = `env: { A: ${dollar}{{ secrets.SHOP_KEY }}, B: "${dollar}{{ vars.SHOP_URL }}" }`
    expect(findEnvironmentReads('.github/workflows/deploy.yml', text)).toEqual([
      { name: 'SHOP_KEY', line: 1, from: 'github' },
      { name: 'SHOP_URL', line: 1, from: 'github' },
    ])
    expect(findEnvironmentReads('.github/workflows/deploy.yml', 'x: ${{ secrets.GITHUB_TOKEN }}')).toEqual([])
    expect(findEnvironmentReads('docs/deploy.yml', text)).toEqual([])
  })

  test.each([
    ['run.sh', `echo ${dollar}{SHOP_URL:-x} ${dollar}SHOP_URL`],
    ['a.ts', 'const { SHOP_URL } = process.environment'],
    ['a.ts', 'const { SHOP_URL } = config'],
    ['.github/workflows/a.yml', 'run: cat docs/secrets.md vars.txt my-secrets.SHOP_URL'],
    ['deploy/shop.yaml', '- name: SHOP_URL\n  value: x'],
    ['src/list.yaml', '- name: SHOP_URL\n  valueFrom: x'],
  ])('%s: %s reads none', (path, text) => {
    expect(findEnvironmentReads(path, text)).toEqual([])
  })

  test('hostile text is read in linear time', () => {
    // A pattern that goes back would not end within the test's time.
    const texts = ['{', '{ A,', '- name: A\n', '${A', 'const { A, '].map((part) => part.repeat(200_000))
    for (const text of texts) {
      for (const path of ['a.ts', 'deploy/a.yaml', 'application.yml', 'a.sh'])
        expect(findEnvironmentReads(path, text)).toEqual([])
    }
  })
})

test.each([
  ['a.ts', 'process.env[name]', 1],
  ['a.ts', 'process.env["SHOP_URL"]', 0],
  ['a.ts', 'process.env[`SHOP_${x}`]', 1],
  ['a.py', 'os.environ[key]; os.getenv(key); os.environ["A"]', 2],
  ['a.go', 'os.Getenv(key); os.Getenv("A")', 1],
  ['a.rb', 'ENV[key]; ENV["A"]; ENV.fetch(key)', 2],
  ['a.md', 'process.env[name]', 0],
])('%s: %s reads by %d unknown names', (path, text, expected) => {
  expect(findDynamicReads(path, text)).toHaveLength(expected)
})

test('what documents', () => {
  for (const path of [
    'docs/running.md',
    'doc/a/b.rst',
    'env.schema.json',
    'charts/shop/values.yaml',
    '.env.example',
  ])
    expect(isDocumentation(path)).toBe(true)
  for (const path of ['src/docs.ts', 'notes.md', 'schema.json']) expect(isDocumentation(path)).toBe(false)
  expect(findDocumentedVariables('env.schema.json', '{"required":["SHOP_URL"]}')).toEqual(
    new Set(['SHOP_URL']),
  )
})
