import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { createRepository, type FileContent, type TestRepository } from '../../test/git/repository.ts'
import { type OsvServer, startOsv } from '../../test/osv/index.ts'
import { collectDependencies } from './collect.ts'
import { evaluateDependencies } from './evaluate.ts'
import { dependenciesPolicy } from './policy.ts'
import { dependenciesSnapshot } from './snapshot.ts'

let osv: OsvServer
beforeAll(async () => {
  osv = await startOsv({ records: [] })
})
afterAll(() => osv.close())

let repository: TestRepository | undefined
afterEach(() => repository?.remove())

type Files = Readonly<Record<string, FileContent>>
async function judge(base: Files | null, head: Files, policy: object = {}) {
  repository = createRepository()
  const from = base === null ? null : repository.commit(base)
  const to = repository.commit({ ...base, ...head })
  const parsed = dependenciesPolicy.parse({ source: osv.url, timeout: '20s', ...policy })
  const opened = await openRepository(repository.directory)
  const collected = await collectDependencies({ repository: opened, base: from, head: to }, parsed)
  const snapshot = dependenciesSnapshot.parse(JSON.parse(JSON.stringify(collected)))
  const [malicious] = evaluateDependencies(snapshot, parsed)
  if (malicious === undefined) throw new Error('The outcome is missing.')
  return malicious
}

/** An npm lockfile of packages by the address that each is fetched from. */
function npm(packages: Readonly<Record<string, string | undefined>>): Files {
  const names = Object.keys(packages)
  const entries = names.map((name) => [
    `node_modules/${name}`,
    { version: '1.0.0', resolved: packages[name] },
  ])
  return {
    'package.json': JSON.stringify({
      dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
    }),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': {}, ...Object.fromEntries(entries) },
    }),
  }
}
const at = (host: string, name: string) => `https://${host}/${name}/-/${name}-1.0.0.tgz`
const registry = 'registry.example'
const fine = npm({ fine: at(registry, 'fine') })
const company = 'npm.acme.example'

describe('a change that brings packages of no known origin is unknown, by name', () => {
  const uv = (registry: string, file: string) =>
    `version = 1\n\n[[package]]\nname = "fine"\nversion = "1.0.0"\nsource = { registry = "${registry}" }\nwheels = [\n    { url = "${file}", hash = "sha256:0" },\n]\n`
  /** Each of them names the ecosystem's registry before the change. */
  const others: Files = {
    'a/uv.lock': uv('', `https://${registry}/a-1.0.0.whl`),
    'a/Gemfile.lock': `GEM\n  remote: https://${registry}/\n  specs:\n    a (1.0.0)\n`,
    'a/composer.lock': `{"packages":[{"name":"a/a","version":"1.0.0","dist":{"url":"https://${registry}/a.zip"}}]}`,
  }
  test.each([
    ['a registry’s layout on another host', npm({ fine: at('evil.example', 'fine') }), 'evil.example'],
    [
      'credentials that look like a host',
      npm({ fine: at(`${registry}@evil.example`, 'fine') }),
      'evil.example',
    ],
    ['a name that ends alike', npm({ fine: at(`evil${registry}`, 'fine') }), `evil${registry}`],
    ['git', npm({ fine: 'git+ssh://git@host.example/o/fine.git#abc' }), 'git+ssh://host.example/o/fine.git'],
    ['a packed file', npm({ fine: 'file:vendor/fine.tgz' }), 'file:vendor/fine.tgz'],
    ['an address without a scheme', npm({ fine: '//evil.example/fine/-/fine-1.0.0.tgz' }), 'evil.example'],
    ['another address', npm({ fine: 'https://evil.example/payload.tgz' }), 'evil.example/payload.tgz'],
    ['a registry of its own', { '.npmrc': 'registry=https://evil.example/\n' }, 'evil.example'],
    [
      'an index',
      { 'requirements.txt': '--extra-index-url https://evil.example/simple\na==1\n' },
      'evil.example',
    ],
    ['a page of links', { 'requirements.txt': '-f https://evil.example/\na==1\n' }, 'evil.example'],
    [
      'an index of Pipenv',
      {
        'Pipfile.lock':
          '{"_meta":{"sources":[{"url":"https://evil.example"}]},"default":{"fine":{"version":"==1.0.0"}}}',
      },
      'evil.example',
    ],
    ['an index of uv', { 'uv.lock': uv('https://evil.example/simple', '') }, 'evil.example'],
    ['a file of uv', { 'uv.lock': uv('', 'https://evil.example/fine-1.0.0.whl') }, 'evil.example'],
    [
      'a server of gems',
      { 'Gemfile.lock': 'GEM\n  remote: https://evil.example/\n  specs:\n    fine (1.0.0)\n' },
      'evil.example',
    ],
    [
      'a package of Composer',
      {
        'composer.lock':
          '{"packages":[{"name":"a/fine","version":"1.0.0","dist":{"url":"https://evil.example/f.zip"}}]}',
      },
      'evil.example',
    ],
    ['a committed package', { 'node_modules/evil/index.js': 'x' }, 'node_modules are committed'],
    ['a committed file', { 'app/node_modules/evil.js': 'x' }, 'app/node_modules are committed'],
    ['a committed program', { 'node_modules/.bin/jest': 'x' }, 'node_modules are committed'],
    ['a link for the folder', { node_modules: { link: 'lib' } }, 'node_modules are committed'],
    ['modules of Go', { 'vendor/modules.txt': '# evil.example/x v1.0.0\n' }, 'in vendor are committed'],
    ['gems', { 'vendor/cache/evil-1.0.0.gem': 'x' }, 'in vendor/cache are committed'],
    ['a cache of yarn', { '.yarn/cache/evil-npm-1.0.0.zip': 'x' }, 'in .yarn/cache are committed'],
  ] satisfies [string, Files, string][])('%s', async (_, head, named) => {
    const outcome = await judge({ ...fine, ...others }, head)
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'unknown-origin' } })
    expect(outcome.reason.message).toContain(named)
    expect(outcome.next).toContain('security.dependencies')
  })

  test('a new package in a folder that the base commits already, unless a lockfile pins it', async () => {
    const base = { ...fine, 'node_modules/fine/index.js': 'x' }
    expect(await judge(base, { 'node_modules/evil/index.js': 'x' })).toMatchObject({ status: 'unknown' })
    const pinned = { ...npm({ fine: undefined, more: undefined }), 'node_modules/more/index.js': 'x' }
    expect(await judge(base, pinned)).toMatchObject({ status: 'pass' })
  })
})

describe('what somebody vouches for is quiet', () => {
  const acme = npm({ fine: at(company, 'fine'), more: at(company, 'more') })
  test.each([
    ['the same registry', fine, npm({ fine: at(registry, 'fine'), more: at(registry, 'more') }), {}],
    ['a registry that the base configures', { '.npmrc': `registry=https://${company}/\n` }, acme, {}],
    ['a scope’s registry', { '.npmrc': `@a:registry=https://${company}/\n` }, acme, {}],
    ['yarn’s', { '.yarnrc.yml': `npmRegistryServer: "https://${company}"\n` }, acme, {}],
    ['a registry of the base’s lockfile', npm({ fine: at(company, 'fine') }), acme, {}],
    ['a registry that the policy lists', fine, acme, { registries: [company] }],
    [
      'a package that the policy calls its own',
      fine,
      npm({ own: 'git+ssh://h/o/own.git#a' }),
      { private: ['own'] },
    ],
    ['a folder that the policy ignores', fine, { 'vendor/modules.txt': '' }, { ignore: ['vendor/**'] }],
    ['a folder for tests', fine, { 'fixtures/node_modules/a/b.js': '' }, {}],
    ['a folder of assets', fine, { 'app/vendor/jquery.js': '', 'node_modules/.gitkeep': '' }, {}],
    [
      'a folder of Go',
      fine,
      { 'go.mod': 'module m\ngo 1.22\nrequire a.b/c v1.0.0\nreplace a.b/c => ./c\n' },
      {},
    ],
    ['a folder of pip', fine, { 'requirements.txt': '-e ./lib\n.[dev]\n' }, {}],
  ] satisfies [string, Files, Files, object][])('%s', async (_, base, head, policy) => {
    expect(await judge({ ...fine, ...base }, head, policy)).toMatchObject({ status: 'pass' })
  })

  test('the registry that a first lockfile takes most packages from, and no other', async () => {
    const first = { fine: at(registry, 'fine'), more: at(registry, 'more') }
    const outcome = await judge({ 'README.md': 'x' }, npm(first))
    expect(outcome.status).toBe('pass')
    expect(outcome.evidence.map(({ fact }) => fact).join('\n')).toContain(
      `${registry} is taken for the registry`,
    )
    const mixed = await judge({ 'README.md': 'x' }, npm({ ...first, evil: at('evil.example', 'evil') }))
    expect(mixed).toMatchObject({ status: 'unknown', reason: { code: 'unknown-origin' } })
    expect(mixed.reason.message).toContain('evil 1.0.0 comes from evil.example')
  })

  test('what was there before does not block, however old', async () => {
    const old = npm({ fine: 'git+ssh://git@host.example/o/fine.git#abc' })
    expect(await judge(old, { 'README.md': 'x' })).toMatchObject({ status: 'pass' })
    expect(await judge(null, old)).toMatchObject({ status: 'pass' })
  })
})

test('the digest in an address of GitHub Packages does not hide whose package it is', async () => {
  const address = `https://npm.pkg.github.example/download/@mallory/evil/1.0.0/${'0'.repeat(40)}`
  const base = npm({ old: 'https://npm.pkg.github.example/old/-/old-1.0.0.tgz' })
  const outcome = await judge(base, npm({ fine: address }))
  expect(outcome.reason.message).toContain('fine 1.0.0 is installed from the address of @mallory/evil 1.0.0')
})
