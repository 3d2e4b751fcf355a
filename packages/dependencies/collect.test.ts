import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { createRepository, type FileContent, type TestRepository } from '../../test/git/repository.ts'
import { advisory, type OsvServer, range, startOsv } from '../../test/osv/index.ts'
import { collectDependencies } from './collect.ts'
import { evaluateDependencies } from './evaluate.ts'
import { dependenciesPolicy } from './policy.ts'
import { dependenciesSnapshot } from './snapshot.ts'

const records = [
  advisory('GHSA-high', {
    aliases: ['CVE-2026-1'],
    summary: 'Path traversal',
    affected: [range('npm', 'bad', '0', '1.5.0')],
    database_specific: { severity: 'HIGH' },
  }),
  advisory('PYSEC-2026-1', { aliases: ['CVE-2026-1'], affected: [range('npm', 'bad', '0', '1.4.0')] }),
  advisory('GHSA-low', {
    affected: [range('npm', 'mild', '0', '2.0.0')],
    database_specific: { severity: 'LOW' },
  }),
  advisory('GHSA-gone', { withdrawn: '2026-01-02T00:00:00Z', affected: [range('npm', 'fine', '0')] }),
  advisory('MAL-2026-7', { summary: 'Malicious code in evil', affected: [range('npm', 'evil', '0')] }),
]

let osv: OsvServer
beforeAll(async () => {
  osv = await startOsv({ records })
})
afterAll(() => osv.close())

const repositories: TestRepository[] = []
afterEach(() => {
  for (const repository of repositories.splice(0)) repository.remove()
})

/** An npm lockfile; each entry is `name@version`, `<` marks development. */
function lock(...entries: readonly string[]): Record<string, FileContent> {
  const parsed = entries.map((entry) => {
    const at = entry.lastIndexOf('@')
    return {
      name: entry.slice(0, at).replace('<', ''),
      version: entry.slice(at + 1),
      dev: entry.startsWith('<'),
    }
  })
  const names = (dev: boolean) =>
    Object.fromEntries(parsed.filter((one) => one.dev === dev).map(({ name }) => [name, '*']))
  const manifest = { name: 'shop', dependencies: names(false), devDependencies: names(true) }
  const packages = Object.fromEntries(
    parsed.map(({ name, version }) => [`node_modules/${name}`, { version }]),
  )
  return {
    'package.json': JSON.stringify(manifest, null, 1),
    'package-lock.json': JSON.stringify(
      { lockfileVersion: 3, packages: { '': manifest, ...packages } },
      null,
      1,
    ),
  }
}

type Files = Readonly<Record<string, FileContent>>
async function judge(base: Files | null, head: Files, policy: object = {}) {
  const repository = createRepository()
  repositories.push(repository)
  const from = base === null ? null : repository.commit(base)
  const to = repository.commit(head)
  const parsed = dependenciesPolicy.parse({ source: osv.url, timeout: '20s', ...policy })
  const collected = await collectDependencies(
    { repository: await openRepository(repository.directory), base: from, head: to },
    parsed,
  )
  // What is kept and replayed must say the same.
  const snapshot = dependenciesSnapshot.parse(JSON.parse(JSON.stringify(collected)))
  const [malicious, vulnerable] = evaluateDependencies(snapshot, parsed)
  if (malicious === undefined || vulnerable === undefined) throw new Error('An outcome is missing.')
  return { snapshot, malicious, vulnerable }
}

describe('a pull request', () => {
  test('what it introduces fails, one finding for all names of a flaw, with the way out', async () => {
    const { vulnerable, malicious } = await judge(lock('fine@1.0.0'), lock('fine@1.0.0', 'bad@1.2.0'))
    expect(malicious.status).toBe('pass')
    expect(vulnerable).toMatchObject({
      status: 'fail',
      reason: { code: 'vulnerability-introduced' },
      next: 'Update bad to 1.5.0: npm install bad@1.5.0.',
    })
    expect(vulnerable.findings).toMatchObject([
      {
        ruleId: 'GHSA-high',
        level: 'error',
        state: 'introduced',
        message: 'bad 1.2.0: Path traversal (high, CVE-2026-1).',
        location: { path: 'package-lock.json' },
      },
    ])
  })

  test('what was there stays listed, a bump from one vulnerable version to the next is nothing new', async () => {
    const { vulnerable } = await judge(lock('bad@1.2.0'), lock('bad@1.3.0', 'fine@1.0.0'))
    expect(vulnerable).toMatchObject({ status: 'pass', findings: [{ state: 'existing', level: 'error' }] })
    expect(vulnerable.reason.message).toContain('1 from before remain')
  })

  test('a second vulnerable version beside the first is introduced, a removed one is fixed', async () => {
    const both = {
      ...lock('bad@1.2.0'),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { bad: '*', fine: '*' } },
          'node_modules/bad': { version: '1.2.0' },
          'node_modules/fine': { version: '1.0.0', dependencies: { bad: '1.1.0' } },
          'node_modules/fine/node_modules/bad': { version: '1.1.0' },
        },
      }),
    }
    const states = (outcome: { findings: readonly { state: string }[] }) =>
      outcome.findings.map((finding) => finding.state).sort()
    expect(states((await judge(lock('bad@1.2.0'), both)).vulnerable)).toEqual(['existing', 'introduced'])
    expect(states((await judge(both, lock('bad@1.2.0'))).vulnerable)).toEqual(['existing', 'fixed'])
  })

  test('development to runtime is introduced; development alone can be let off', async () => {
    const moved = await judge(lock('<bad@1.2.0'), lock('bad@1.2.0'))
    expect(moved.vulnerable.status).toBe('fail')
    const policy = { development: false }
    expect(
      (await judge(lock('fine@1.0.0'), lock('fine@1.0.0', '<bad@1.2.0'), policy)).vulnerable,
    ).toMatchObject({
      status: 'pass',
      findings: [{ level: 'note' }],
    })
  })

  test('below the gate it is a warning; the gate can be lowered', async () => {
    const [base, head] = [lock('fine@1.0.0'), lock('fine@1.0.0', 'mild@1.0.0')]
    expect((await judge(base, head)).vulnerable).toMatchObject({
      status: 'pass',
      findings: [{ level: 'warning', ruleId: 'GHSA-low' }],
    })
    expect((await judge(base, head, { 'fail-on': 'low' })).vulnerable.status).toBe('fail')
  })

  test('malware fails whatever its age', async () => {
    const { malicious, vulnerable } = await judge(lock('evil@9.9.9'), lock('evil@9.9.9'))
    expect(malicious).toMatchObject({
      status: 'fail',
      findings: [{ state: 'existing', ruleId: 'MAL-2026-7' }],
      next: 'Remove evil now, and rotate every credential of machines that installed it.',
    })
    expect(vulnerable.status).toBe('pass')
  })

  test('an untouched lockfile introduces nothing, even where nobody answers; malware stays unknown', async () => {
    const files = lock('bad@1.2.0')
    const { malicious, vulnerable } = await judge(
      files,
      { ...files, 'README.md': 'x' },
      { source: 'http://127.0.0.1:1' },
    )
    expect(vulnerable).toMatchObject({ status: 'pass', reason: { code: 'dependencies-unchanged' } })
    expect(malicious).toMatchObject({ status: 'unknown', reason: { code: 'source-unavailable' } })
  })
})

describe('never a pass for want of knowledge', () => {
  test.each([
    ['nobody answers', lock('fine@1.0.0'), { source: 'http://127.0.0.1:1' }, 'source-unavailable'],
    [
      'a manifest without lockfile',
      { 'package.json': '{"dependencies": {"a": "^1"}}' },
      {},
      'unread-lockfile',
    ],
    [
      'a lockfile that does not pin all',
      { ...lock('fine@1.0.0'), 'package.json': '{"dependencies": {"fine": "1", "evil": "1"}}' },
      {},
      'unread-lockfile',
    ],
    ['a broken lockfile', { 'package-lock.json': '{' }, {}, 'unread-lockfile'],
    [
      'a YAML bomb',
      { 'pnpm-lock.yaml': 'lockfileVersion: &a [x,x]\npackages: &b [*a,*a,*a]\nimporters: [*b,*b,*b]\n' },
      {},
      'unread-lockfile',
    ],
    [
      'deep JSON',
      { 'package-lock.json': `{"packages":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}}` },
      {},
      'unread-lockfile',
    ],
    [
      'deep JSON of the first lockfile version',
      {
        'package-lock.json': `{"lockfileVersion":1,"dependencies":${'{"a":{"dependencies":'.repeat(50_000)}{}${'}}'.repeat(50_000)}}`,
      },
      {},
      'unread-lockfile',
    ],
    ['deep YAML', { 'pnpm-lock.yaml': `lockfileVersion: ${'['.repeat(20_000)}` }, {}, 'unread-lockfile'],
    ['a lockfile that is a link', { 'package-lock.json': { link: '/etc/passwd' } }, {}, 'unread-lockfile'],
    [
      'a lockfile in Git LFS',
      {
        'package-lock.json': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
      },
      {},
      'unread-lockfile',
    ],
    ['a format that is not read', { 'deno.lock': '{}' }, {}, 'unread-lockfile'],
    [
      'pyproject.toml',
      { 'pyproject.toml': '[project]\nname = "a"\ndependencies = [\n  "evil>=1",\n]\n' },
      {},
      'unread-lockfile',
    ],
    [
      'optional dependencies',
      { 'pyproject.toml': '[project.optional-dependencies]\nx = ["evil"]\n' },
      {},
      'unread-lockfile',
    ],
    ['groups', { 'pyproject.toml': '[dependency-groups]\ndev = ["evil"]\n' }, {}, 'unread-lockfile'],
    [
      'Poetry',
      { 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3"\nevil = "^1"\n' },
      {},
      'unread-lockfile',
    ],
    ['Pipfile', { Pipfile: '[packages]\nevil = "*"\n' }, {}, 'unread-lockfile'],
    ['setup.cfg', { 'setup.cfg': '[options]\ninstall_requires =\n    evil\n' }, {}, 'unread-lockfile'],
    ['setup.py', { 'setup.py': 'setup(install_requires=["evil"])' }, {}, 'unread-lockfile'],
    ['a setup.py that computes', { 'setup.py': 'setup(install_requires=read())' }, {}, 'unread-lockfile'],
    ['go.work', { 'go.work': 'go 1.22\nuse .\nreplace a.b/c => evil.io/x v1.0.0\n' }, {}, 'unread-lockfile'],
    ['a range', { 'requirements.txt': 'flask>=2\n' }, {}, 'unresolved-version'],
  ] satisfies [string, Files, object, string][])('%s', async (_, files, policy, code) => {
    const { malicious, vulnerable } = await judge(null, files, policy)
    for (const outcome of [malicious, vulnerable]) {
      expect(outcome).toMatchObject({ status: 'unknown', reason: { code } })
      expect(outcome.next).toMatch(/^[A-Z].+\.$/)
      expect(outcome.reason.message).not.toContain('\n')
    }
  })

  test('a source without advisories of an ecosystem is none', async () => {
    const empty = await startOsv({ empty: true, records })
    const { malicious } = await judge(null, lock('fine@1.0.0'), { source: empty.url })
    expect(malicious).toMatchObject({ status: 'unknown', reason: { code: 'source-unavailable' } })
    expect(malicious.reason.message).toContain('has no advisories for npm')
    await empty.close()
  })

  test('nothing to audit is not applicable; a known gap that did not change is said, not passed', async () => {
    expect((await judge(null, { 'a.txt': 'x' })).malicious).toMatchObject({
      status: 'not-applicable',
      reason: { code: 'no-lockfile' },
    })
    const library = { 'package.json': '{"version": "1.0.0", "dependencies": {"a": "^1"}}' }
    const release = { 'package.json': '{"version": "1.1.0", "dependencies": {"a": "^1"}}' }
    expect((await judge(library, release)).malicious).toMatchObject({
      status: 'not-applicable',
      reason: { code: 'nothing-audited' },
    })
    const more = { 'package.json': '{"version": "1.1.0", "dependencies": {"a": "^1", "b": "^1"}}' }
    expect((await judge(library, more)).malicious.status).toBe('unknown')
  })

  test.each([
    [
      'no dependencies',
      { 'pyproject.toml': '[project]\nauthors = ["a"]\n[tool.poetry.dependencies]\npython = "3"\n' },
    ],
    [
      'a lockfile',
      { 'a/pyproject.toml': '[project]\ndependencies = ["fine"]\n', 'uv.lock': 'version = 1\n' },
    ],
    [
      'pinned requirements',
      { 'setup.py': 'setup(install_requires=["fine"])', 'requirements.txt': 'fine==1\n' },
    ],
    ['a folder', { 'go.work': 'replace (\n a.b/c => ./c\n)\n' }],
    ['a program without any', { 'setup.py': 'setup(name="a")', 'setup.cfg': '[flake8]\nignore = E1\n' }],
  ] satisfies [string, Files][])('a manifest of %s is quiet', async (_, files) => {
    expect((await judge(null, { ...lock('fine@1.0.0'), ...files })).malicious.status).toBe('pass')
  })

  test('what the policy ignores is named as left out', async () => {
    const files = {
      ...lock('fine@1.0.0'),
      'templates/a/package.json': '{"dependencies": {"a": "1"}}',
      'templates/a/yarn.lock': '',
    }
    const { malicious } = await judge(null, files, { ignore: ['templates/**'] })
    expect(malicious.status).toBe('pass')
    expect(malicious.evidence.map((one) => one.fact).join('\n')).toContain('templates/a/yarn.lock')
  })
})

describe('private names', () => {
  const configuration = { '.npmrc': '@acme:registry=https://npm.acme.example/\n' }

  test('never leave the machine, and are counted', async () => {
    const files = { ...lock('fine@1.0.0', '@acme/lib@1.0.0', 'acme-core@1.0.0'), ...configuration }
    const { malicious, snapshot } = await judge(null, files, { private: ['acme-*'] })
    expect(malicious.status).toBe('pass')
    expect(snapshot.private.count).toBe(2)
    expect([...osv.names].filter((name) => name.includes('acme'))).toEqual([])
    expect(osv.names).toContain('fine')
  })

  test('a change cannot hide a package by calling it private', async () => {
    const head = { ...lock('fine@1.0.0', '@acme/evil@1.0.0'), ...configuration }
    const { malicious } = await judge(lock('fine@1.0.0'), head)
    expect(malicious).toMatchObject({ status: 'unknown', reason: { code: 'undeclared-private' } })
    expect([...osv.names]).not.toContain('@acme/evil')
  })
})

describe('a workspace', () => {
  const member = (name: string, version = '1.0.0', more: object = {}) =>
    JSON.stringify({ name, version, ...more })
  const root = (more: object, ...names: readonly string[]) => ({
    ...lock('fine@1.0.0'),
    'package.json': JSON.stringify({
      dependencies: Object.fromEntries(['fine', ...names].map((name) => [name, '^1.0.0'])),
      ...more,
    }),
  })

  test.each([
    ['npm, yarn and bun', root({ workspaces: ['packages/*'] }, '@shop/lib'), {}],
    ['yarn', root({ workspaces: { packages: ['./packages/**/'] } }, '@shop/lib'), {}],
    ['pnpm', root({}, '@shop/lib'), { 'pnpm-workspace.yaml': 'packages: ["packages/*"]\n' }],
  ] satisfies [string, Files, Files][])(
    'of %s: its members are not asked for in the lockfile',
    async (_, files, more) => {
      const members = {
        'packages/lib/package.json': member('@shop/lib', '1.0.0', { dependencies: { fine: '*' } }),
        'packages/app/package.json': member('@shop/app', '1.0.0', {
          dependencies: { '@shop/lib': '^1', l: 'file:../l' },
        }),
      }
      expect((await judge(null, { ...files, ...more, ...members })).malicious.status).toBe('pass')
    },
  )

  test.each([
    [
      'a manifest that is no member',
      root({ workspaces: ['packages/*'] }, 'evil'),
      'docs/package.json',
      '1.0.0',
    ],
    ['a manifest without any workspace', root({}, 'evil'), 'docs/package.json', '1.0.0'],
    ['the root itself', root({ name: 'evil', version: '1.0.0' }, 'evil'), 'docs/a.json', '1.0.0'],
    ['an excluded folder', root({ workspaces: ['docs', '!docs'] }, 'evil'), 'docs/package.json', '1.0.0'],
    ['a member of another version', root({ workspaces: ['docs'] }, 'evil'), 'docs/package.json', '2.0.0'],
    [
      'a list that cannot be read',
      { ...root({}, 'evil'), 'pnpm-workspace.yaml': 'packages: [docs' },
      'docs/package.json',
      '1.0.0',
    ],
  ] satisfies [string, Files, string, string][])(
    '%s does not make a name its own',
    async (_, files, path, version) => {
      const { malicious } = await judge(null, { ...files, [path]: member('evil', version) })
      expect(malicious).toMatchObject({ status: 'unknown', reason: { code: 'unread-lockfile' } })
      expect(malicious.reason.message).toContain('does not pin evil')
    },
  )
})

test('a huge lockfile is read whole', async () => {
  const packages: Record<string, object> = { '': {} }
  for (let index = 0; index < 20_000; index += 1)
    packages[`node_modules/p${index}`] = { version: '1.0.0', integrity: 'x'.repeat(90) }
  packages['node_modules/evil'] = { version: '1.0.0' }
  const { malicious } = await judge(null, {
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }, null, 2),
  })
  expect(malicious.status).toBe('fail')
})
