import { afterAll, afterEach, beforeAll, test } from '@jest/globals'
import { advisory, type OsvServer, range, startOsv } from '../osv/index.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 2, for what a change installs: neither its policy nor its files hide a malicious package. */

const actions = ['security-baseline']
buildBeforehand(actions)

let osv: OsvServer
let empty: OsvServer
beforeAll(async () => {
  const records = [
    advisory('MAL-2026-7', { affected: [range('npm', 'evil', '0')] }),
    advisory('MAL-2026-8', { affected: [range('npm', '@acme/evil', '0')] }),
  ]
  osv = await startOsv({ records })
  empty = await startOsv({ empty: true })
})
afterAll(() => Promise.all([osv.close(), empty.close()]))

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const policy = (source: string, more = '') => `security: { dependencies: { source: "${source}"${more} } }\n`
const manifest = (...names: readonly string[]) =>
  JSON.stringify({ dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) })
const lockfile = (...names: readonly string[]) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': {},
      ...Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }])),
    },
  })
const project = (...names: readonly string[]) => ({
  'package.json': manifest(...names),
  'package-lock.json': lockfile(...names),
})

async function attack(head: SceneDescription['head']): Promise<void> {
  scene = await setScene(actions, {
    base: { '.github/operator.yml': policy(osv.url), ...project('fine') },
    head,
  })
  expectNoGo(await scene.onPullRequest('security-baseline'))
}

test('as it is', () => attack(project('fine', 'evil')))

test('a policy that asks a source without advisories', () =>
  attack({ ...project('fine', 'evil'), '.github/operator.yml': policy(empty.url) }))

test('a policy that ignores the lockfile, calls the package private, or excepts the advisory', () =>
  attack({
    ...project('fine', 'evil'),
    '.github/operator.yml': `security: { dependencies: { source: "${osv.url}", ignore: ["**"], private: ["*"] }, exceptions: [{ id: MAL-2026-7, reason: "mine", expires: 2099-01-01 }] }\n`,
  }))

test('a registry configuration that makes its scope private', () =>
  attack({ ...project('fine', '@acme/evil'), '.npmrc': '@acme:registry=https://npm.acme.example/\n' }))

test('a lockfile in a folder of fixtures', () =>
  attack({
    'package.json': manifest('fine', 'evil'),
    'package-lock.json': lockfile('fine'),
    'fixtures/package-lock.json': lockfile('fine', 'evil'),
  }))

test('a manifest that asks for more than its lockfile pins', () =>
  attack({ 'package.json': manifest('fine', 'evil') }))

test('an alias', () =>
  attack({
    'package.json': '{"dependencies": {"fine": "npm:evil@1.0.0"}}',
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: { '': {}, 'node_modules/fine': { name: 'evil', version: '1.0.0' } },
    }),
  }))

test('an entry that installs another package than it is called', () =>
  attack({
    'package.json': manifest('fine', 'harmless'),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': {},
        'node_modules/fine': { version: '1.0.0' },
        'node_modules/harmless': { version: '1.0.0', resolved: 'https://host.example/evil/-/evil-1.0.0.tgz' },
      },
    }),
  }))

test('a second lockfile of another package manager', () =>
  attack({ 'yarn.lock': '# yarn lockfile v1\n\nevil@^1.0.0:\n  version "1.0.0"\n' }))

test('a package in the entry of another one', () =>
  attack({ 'yarn.lock': '# yarn lockfile v1\n\nfine@1.0.0, evil@1.0.0:\n  version "1.0.0"\n' }))

test('a lockfile in a spelling that its tool reads and never writes', () =>
  attack({ 'Cargo.lock': 'version = 3\n\n[[ package ]]\nname = "evil"\nversion = "1.0.0"\n' }))

test('both forms in one lockfile, the malicious one in the form that npm reads', () =>
  attack({
    'package.json': manifest('fine', 'evil'),
    'package-lock.json': JSON.stringify({
      lockfileVersion: 2,
      packages: {
        '': {},
        'node_modules/fine': { version: '1.0.0' },
        'node_modules/evil': { version: '1.0.0' },
      },
      dependencies: { fine: { version: '1.0.0' } },
    }),
  }))

test('a broken lockfile', () => attack({ ...project('fine', 'evil'), 'package-lock.json': '{"packages": ' }))

test('attributes that hide the lockfile from diffs', () =>
  attack({ ...project('fine', 'evil'), '.gitattributes': '* -diff -text binary export-ignore\n' }))
