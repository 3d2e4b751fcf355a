import { describe, expect, test } from '@jest/globals'
import { lockfileFormats } from './index.ts'
import { parseManifest, requiredPackage } from './manifest.ts'

function parse(path: string, text: string, ...manifests: readonly string[]) {
  const format = lockfileFormats.find((candidate) => candidate.path.test(path))
  if (format === undefined) throw new Error(`${path} is not read`)
  return format.parse(
    text,
    manifests.flatMap((manifest) => parseManifest(manifest) ?? []),
    path,
  )
}
const summary = (path: string, text: string) =>
  parse(path, text).packages.map(
    (one) => `${one.line} ${one.name} ${one.version} ${one.scope} ${one.path.join('>')}`,
  )

describe('package-lock.json', () => {
  const v3 = JSON.stringify(
    {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { a: '^1' }, devDependencies: { d: '*' } },
        'node_modules/a': { version: '1.0.0', dependencies: { b: '^2' } },
        'node_modules/a/node_modules/b': { version: '2.0.0' },
        'node_modules/alias': { name: '@real/name', version: '3.0.0' },
        'node_modules/b': { version: '1.0.0', dev: true },
        'node_modules/d': { version: '4.0.0', dev: true, dependencies: { b: '1' } },
        'node_modules/g': { version: 'git+ssh://git@host/x.git#abc' },
        'node_modules/linked': { link: true, resolved: 'packages/linked' },
      },
    },
    null,
    1,
  )

  test('version 3: nested look-up, aliases, scopes and paths', () => {
    expect(summary('package-lock.json', v3)).toEqual([
      '12 a 1.0.0 runtime a',
      '18 b 2.0.0 runtime a>b',
      '21 @real/name 3.0.0 unknown ',
      '25 b 1.0.0 development d>b',
      '29 d 4.0.0 development d',
    ])
    expect(parse('package-lock.json', v3).problems).toHaveLength(1)
  })

  test('version 1: nested dependencies and the alias form', () => {
    const v1 = {
      lockfileVersion: 1,
      dependencies: {
        a: { version: '1.0.0', dependencies: { b: { version: '2.0.0', dev: true } } },
        x: { version: 'npm:@real/name@3.0.0' },
      },
    }
    expect(summary('npm-shrinkwrap.json', JSON.stringify(v1, null, 1))).toEqual([
      '4 a 1.0.0 runtime a',
      '7 b 2.0.0 development a>b',
      '13 @real/name 3.0.0 runtime @real/name',
    ])
  })

  test('names that are properties of every object are names', () => {
    const text =
      '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/__proto__": {"version": "1.0.0"}, "node_modules/constructor": {"version": "2.0.0"}}}'
    expect(parse('package-lock.json', text).packages.map((one) => one.name)).toContain('constructor')
  })

  test('what comes from git is said, and what it brings along is audited', () => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { g: 'github:o/g', t: 'https://host/t.tgz' } },
        'node_modules/g': {
          version: '1.0.0',
          resolved: 'git+ssh://git@host/o/g.git#abc',
          dependencies: { b: '1' },
        },
        'node_modules/b': { version: '1.0.1' },
      },
    })
    expect(summary('package-lock.json', text)).toEqual(['1 b 1.0.1 runtime g>b'])
    expect(parse('package-lock.json', text).problems).toMatchObject([
      { kind: 'elsewhere', name: 'g', message: 'g comes from git+ssh://host/o/g.git#abc' },
    ])
  })

  test('version 1 nested beyond reason is refused', () => {
    let value: object = { version: '1.0.0' }
    for (let depth = 0; depth < 300; depth += 1) value = { version: '1.0.0', dependencies: { a: value } }
    expect(() => parse('package-lock.json', JSON.stringify({ dependencies: { a: value } }))).toThrow('nests')
  })

  test.each(['', '{', '[]', '{}', '{"packages": []}', '<<<<<<< HEAD\n{}'])(
    '%j is refused, not read as empty',
    (text) => {
      expect(() => parse('package-lock.json', text)).toThrow()
    },
  )
})

test('pnpm-lock.yaml 9: scope by walking from the importers', () => {
  const text = `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a: {specifier: ^1, version: 1.0.0(p@3.0.0)}
    devDependencies:
      '@s/d': {specifier: '*', version: 4.0.0}
packages:
  a@1.0.0: {resolution: {integrity: x}}
  b@2.0.0: {resolution: {integrity: x}}
  '@s/d@4.0.0': {resolution: {integrity: x}}
  p@3.0.0: {resolution: {integrity: x}}
snapshots:
  a@1.0.0(p@3.0.0):
    dependencies: {b: 2.0.0, p: 3.0.0}
  b@2.0.0: {}
  '@s/d@4.0.0': {dependencies: {b: 2.0.0}}
  p@3.0.0: {}
`
  expect(summary('pnpm-lock.yaml', text).map((line) => line.replace(/^\d+ /, ''))).toEqual([
    'a 1.0.0 runtime a',
    'b 2.0.0 runtime a>b',
    '@s/d 4.0.0 development @s/d',
    'p 3.0.0 runtime a>p',
  ])
})

test('pnpm-lock.yaml 5: slashes and underscores', () => {
  const text = `lockfileVersion: 5.4
dependencies: {a: 1.0.0_p@3.0.0}
packages:
  /a/1.0.0_p@3.0.0: {dependencies: {'@s/b': 2.0.0}}
  /@s/b/2.0.0: {dev: false}
`
  expect(summary('pnpm-lock.yaml', text)).toEqual(['4 a 1.0.0 runtime a', '5 @s/b 2.0.0 runtime a>@s/b'])
})

test('yarn.lock 1', () => {
  const text = `# yarn lockfile v1


"@s/a@^1.0.0", "@s/a@^1.1.0":
  version "1.2.0"
  resolved "https://host/@s/a/-/a-1.2.0.tgz#abc"

alias@npm:real@^2:
  version "2.0.0"

g@git+https://host/g.git:
  version "0.0.1"
`
  expect(summary('yarn.lock', text)).toEqual(['4 @s/a 1.2.0 unknown ', '8 real 2.0.0 unknown '])
  expect(parse('yarn.lock', text).problems).toHaveLength(1)
  expect(() => parse('yarn.lock', `<<<<<<< HEAD\n${text}`)).toThrow('merge conflict')
})

test('yarn.lock of yarn 4: patches count as what they patch, workspaces do not count', () => {
  const text = `__metadata:
  version: 8

"a@npm:^1.0.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  linkType: hard

"b@patch:b@npm%3A2.0.0#x.patch":
  version: 2.0.0
  resolution: "b@patch:b@npm%3A2.0.0#x.patch::version=2.0.0"
  linkType: hard

"root@workspace:.":
  version: 0.0.0-use.local
  resolution: "root@workspace:."
  linkType: soft
`
  expect(summary('yarn.lock', text)).toEqual(['4 a 1.2.0 unknown ', '9 b 2.0.0 unknown '])
})

test('Cargo.lock: only what comes from a registry', () => {
  const text = `version = 4

[[package]]
name = "mine"
version = "0.1.0"

[[package]]
name = "serde"
version = "1.0.1"
source = "registry+https://host/index"

[[package]]
name = "forked"
version = "1.0.0"
source = "git+https://host/forked#abc"
`
  expect(summary('Cargo.lock', text)).toEqual(['7 serde 1.0.1 unknown '])
  expect(parse('Cargo.lock', text).problems).toHaveLength(1)
})

test('uv.lock and poetry.lock: names as PyPI normalises them', () => {
  const text = `[[package]]
name = "My_Package.X"
version = "1.0"

[[package]]
name = "root"
version = "0.1"
source = { editable = "." }
`
  expect(summary('uv.lock', text)).toEqual(['1 my-package-x 1.0 unknown '])
})

test('go.mod: replaced modules are what replaces them', () => {
  const text = `module x

go 1.23

require (
	a.io/b v1.2.3
	a.io/c v0.1.0 // indirect
	a.io/d v1.0.0
)

replace a.io/d => ../d

replace a.io/c => b.io/c v0.2.0
`
  expect(summary('go.mod', text)).toEqual(['6 a.io/b 1.2.3 runtime a.io/b', '7 b.io/c 0.2.0 runtime '])
  expect(parse('go.mod', text).problems).toHaveLength(1)
})

test('requirements.txt: only exact pins resolve', () => {
  const text = `# comment
Django==4.2.1  # why
requests[socks]==2.31.0; python_version >= "3.8" \\
    --hash=sha256:abc
flask>=2.0
-r other.txt
urllib3==1.26.*
`
  const { packages, problems } = parse('requirements.txt', text)
  expect(packages.map((one) => `${one.line} ${one.name} ${one.version}`)).toEqual([
    '2 django 4.2.1',
    '3 requests 2.31.0',
  ])
  expect(problems.map((problem) => problem.line)).toEqual([5, 6, 7])
  const included = '-r requirements/base.txt\n-r ../requirements-dev.txt\n-r more.in\n--requirement=x.txt\n'
  expect(parse('app/requirements.txt', included).problems.map(({ line }) => line)).toEqual([3, 4])
})

describe('what a package manager reads and a careless reader passes over', () => {
  const names = (path: string, text: string) => parse(path, text).packages.map(({ name }) => name)
  const npm = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } })
  const legacy = (entry: object) => JSON.stringify({ lockfileVersion: 1, dependencies: { a: entry } })

  test.each(['\r', '\v', '\f', '\x1c', '\x85', '\u2028'])(
    'requirements.txt: a line that ends in %j',
    (end) => {
      expect(names('requirements.txt', `a==1.0${end}b==1.0${end}`)).toEqual(['a', 'b'])
    },
  )

  test('go.mod: quoted names', () => {
    expect(names('go.mod', 'module x\ngo 1.22\nrequire "a.io/b" v1.0.0\n')).toEqual(['a.io/b'])
  })

  test.each([
    ['https://host/-//b//-//b-1.0.0.tgz', 'b'],
    ['HTTPS://host/b/-/b-1.0.0.TGZ', 'b'],
  ])('npm: the address %s', (resolved, name) => {
    expect(names('package-lock.json', npm({ 'node_modules/a': { version: '1.0.0', resolved } }))).toEqual([
      name,
    ])
    expect(names('package-lock.json', legacy({ version: '1.0.0', resolved }))).toEqual([name])
  })

  test.each([' =1.0.0', 'v1.0.0', '=v1.0.0'])('npm: the version %j', (version) => {
    const text = npm({ 'node_modules/a': { version } })
    expect(parse('package-lock.json', text).packages).toMatchObject([{ name: 'a', version: '1.0.0' }])
    expect(parse('package-lock.json', legacy({ version })).packages).toMatchObject([{ version: '1.0.0' }])
  })

  test.each(['^1.0.0', '*', 'latest', '>=1'])('npm: %s is no version', (version) => {
    for (const text of [npm({ 'node_modules/a': { version } }), legacy({ version })])
      expect(parse('package-lock.json', text)).toMatchObject({
        packages: [],
        problems: [{ kind: 'unresolved' }],
      })
  })

  const foreign = 'https://host.example/payload.tgz'
  test.each([
    ['package-lock.json', npm({ 'node_modules/a': { version: '1.0.0', resolved: foreign } })],
    ['package-lock.json', legacy({ version: '1.0.0', resolved: foreign })],
    ['yarn.lock', `# yarn lockfile v1\n\na@^1:\n  version "1.0.0"\n  resolved "${foreign}#abc"\n`],
    ['pnpm-lock.yaml', `lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {resolution: {tarball: ${foreign}}}\n`],
  ])('%s: an address that is no registry’s', (path, text) => {
    const { packages, problems } = parse(path, text)
    expect(packages).toMatchObject([{ name: 'a', version: '1.0.0' }])
    expect(problems).toMatchObject([{ kind: 'elsewhere', name: 'a' }])
  })

  test('npm: GitHub Packages is a registry', () => {
    const resolved = 'https://npm.pkg.github.com/download/@acme/a/1.0.0/0123abcd'
    const text = npm({ 'node_modules/@acme/a': { version: '1.0.0', resolved } })
    expect(parse('package-lock.json', text).problems).toEqual([])
  })

  test('yarn.lock: two packages in one entry, and heads in another spelling', () => {
    const entry = (head: string) => `# yarn lockfile v1\n\n${head}\n  version "1.0.0"\n`
    expect(parse('yarn.lock', entry('a@1, b@1:')).problems).toMatchObject([{ kind: 'unresolved', name: 'b' }])
    expect(parse('yarn.lock', entry('"a@1", "x@npm:a@1":')).problems).toEqual([])
    for (const head of ['b@1: ', 'b@1: # x', 'b@1:\t'])
      expect(() => parse('yarn.lock', entry(`a@1:\n  version "1.0.0"\n\n${head}`))).toThrow('line')
  })

  test('yarn.lock of yarn 2: an archive that calls itself a workspace', () => {
    const text =
      '__metadata:\n  version: 8\n\n"a@npm:1":\n  version: 1.0.0\n  resolution: "a@https://host/a.tgz"\n  linkType: soft\n'
    expect(parse('yarn.lock', text).problems).toMatchObject([{ kind: 'elsewhere', name: 'a' }])
  })

  test('pnpm-lock.yaml: a merge key', () => {
    expect(
      names(
        'pnpm-lock.yaml',
        "lockfileVersion: '9.0'\npackages:\n  <<: {b@1.0.0: {}}\n  a@1.0.0: {}\n",
      ).sort(),
    ).toEqual(['a', 'b'])
  })

  test.each([
    ' [[package]]\n name = "b"\n version = "1"',
    '[[ package ]]\nname = "b"\nversion = "1"',
    '[["package"]]\nname = "b"\nversion = "1"',
    '[[package]] # x\nname = "b"\nversion = "1"',
    'package = [{name = "b", version = "1"}]',
    "[[package]]\nname = 'b'\nversion = '1'",
    '[[package]]\n  name = "b"\nversion = "1"',
    '[[package]]\n"name" = "b"\nversion = "1"',
    '[[package]]\nname = "\\u0062"\nversion = "1"',
    '[[package]]\nname = "b" # x\nversion = "1"',
  ])('Cargo.lock: %j is not read as if it were not there', (text) => {
    expect(() => parse('Cargo.lock', `version = 3\n\n${text}\n`)).toThrow('not as its tool writes it')
  })
})

test('Gemfile.lock: platforms are no part of a version', () => {
  const text = `GEM
  remote: https://host/
  specs:
    nokogiri (1.15.4-x86_64-linux)
      racc (~> 1.4)
    racc (1.7.1)
`
  expect(summary('Gemfile.lock', text)).toEqual(['4 nokogiri 1.15.4 unknown ', '6 racc 1.7.1 unknown '])
})

test('pnpm-lock.yaml: an alias, a tarball from git, and a first document of the package manager itself', () => {
  const text = `---
lockfileVersion: '9.0'
importers:
  .:
    packageManagerDependencies:
      pnpm: {specifier: 11.0.0, version: 11.0.0}
packages:
  pnpm@11.0.0: {resolution: {integrity: x}}
---
lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      short: {specifier: 'npm:@s/real@^1', version: '@s/real@1.0.0'}
      tar: {specifier: github:o/tar, version: https://host/o/tar/tar.gz/abc}
packages:
  '@s/real@1.0.0': {resolution: {integrity: x}}
  tar@https://host/o/tar/tar.gz/abc: {resolution: {tarball: https://host/x}, version: 2.0.0}
snapshots:
  '@s/real@1.0.0': {}
  tar@https://host/o/tar/tar.gz/abc: {dependencies: {'@s/real': 1.0.0}}
`
  expect(summary('pnpm-lock.yaml', text)).toEqual([
    '8 pnpm 11.0.0 unknown ',
    '17 @s/real 1.0.0 runtime @s/real',
  ])
  expect(parse('pnpm-lock.yaml', text).problems).toMatchObject([{ kind: 'elsewhere', name: 'tar', line: 18 }])
})

test.each([
  ['5.1', '/a/1.0.0/@s/b@2.0.0', 'a 1.0.0'],
  ['5.1', 'github.com/3rd-Eden/x/abc', undefined],
  ['5.4', '/@s/a/1.0.0_react@18.0.0', '@s/a 1.0.0'],
  ['6.0', '/@s/a@1.0.0(react@18.0.0)(x@1.0.0)', '@s/a 1.0.0'],
  ['9.0', 'a@1.0.0-rc.1+build', 'a 1.0.0-rc.1+build'],
  ['9.0', 'a@file:../a', undefined],
])('pnpm-lock.yaml %s: %s', (version, key, expected) => {
  const text = `lockfileVersion: '${version}'\npackages:\n  '${key}': {}\n`
  const [found] = parse('pnpm-lock.yaml', text).packages
  expect(found && `${found.name} ${found.version}`).toBe(expected)
})

const manifest = JSON.stringify({
  name: 'shop',
  dependencies: { a: '^1.0.0' },
  devDependencies: { d: '~2.0.0' },
})

test('yarn.lock 1: scopes and paths come from the manifest', () => {
  const text = `# yarn lockfile v1

a@^1.0.0:
  version "1.2.0"
  dependencies:
    "@s/b" "^3.0.0"
  optionalDependencies:
    c "1.x"

"@s/b@^3.0.0":
  version "3.0.0"

c@1.x:
  version "1.9.0"

d@~2.0.0:
  version "2.0.7"

g@o/g:
  version "0.0.1"
  resolved "https://host/o/g/tar.gz/abc"
`
  const packages = parse('yarn.lock', text, manifest).packages
  expect(packages.map((one) => `${one.name} ${one.scope} ${one.path.join('>')}`)).toEqual([
    'a runtime a',
    '@s/b runtime a>@s/b',
    'c runtime a>c',
    'd development d',
  ])
})

test('yarn.lock of yarn 4: scopes and paths come from the manifest', () => {
  const text = `__metadata:
  version: 8

"a@npm:^1.0.0, a@npm:^1.1.0":
  version: 1.2.0
  resolution: "a@npm:1.2.0"
  dependencies:
    b: "npm:^3.0.0"
  linkType: hard

"b@npm:^3.0.0":
  version: 3.0.0
  resolution: "b@npm:3.0.0"
  linkType: hard

"g@git@host:o/g.git":
  version: 0.0.1
  resolution: "g@https://host/o/g.git#commit=abc"
  linkType: hard
`
  const { packages, problems } = parse('yarn.lock', text, manifest)
  expect(packages.map((one) => `${one.line} ${one.name} ${one.scope} ${one.path.join('>')}`)).toEqual([
    '4 a runtime a',
    '11 b runtime a>b',
  ])
  expect(problems).toMatchObject([{ kind: 'elsewhere', name: 'g', line: 16 }])
})

test('bun.lock: trailing commas, nested versions, workspaces', () => {
  const text = `{
  "lockfileVersion": 1,
  "workspaces": {
    "": { "name": "shop", "dependencies": { "a": "^1", }, "devDependencies": { "d": "2" }, },
  },
  "packages": {
    "a": ["a@1.2.0", "", { "dependencies": { "b": "^1" } }, "sha512-x"],
    "b": ["b@2.0.0", "", {}, "sha512-x"],
    "d": ["@s/real@2.0.0", "", { "dependencies": { "b": "2" } }, "sha512-x"],
    "a/b": ["b@1.0.0", "", {}, "sha512-x"],
    "g": ["g@github:o/g#abc", {}, "o-g-abc"],
    "lib": ["lib@workspace:packages/lib"],
  },
}
`
  expect(summary('bun.lock', text)).toEqual([
    '7 a 1.2.0 runtime a',
    '8 b 2.0.0 development @s/real>b',
    '9 @s/real 2.0.0 development @s/real',
    '10 b 1.0.0 runtime a>b',
  ])
  expect(parse('bun.lock', text).problems).toMatchObject([{ kind: 'elsewhere', name: 'g' }])
})

test('Cargo.lock, poetry.lock: another registry is private, a folder is the workspace itself', () => {
  const cargo = `[[package]]
name = "a"
version = "1.0.0"
source = "registry+https://github.com/rust-lang/index"

[[package]]
name = "b"
version = "1.0.0"
source = "sparse+https://rust.acme.example/index/"
`
  expect(parse('Cargo.lock', cargo).packages.map((one) => one.privateRegistry ?? false)).toEqual([
    false,
    true,
  ])
  const poetry = `[[package]]
name = "a"
version = "1.0.0"

[package.source]
type = "legacy"
url = "https://python.acme.example/simple"

[[package]]
name = "b"
version = "1.0.0"

[package.source]
type = "git"
url = "https://host/b"
`
  expect(parse('poetry.lock', poetry)).toMatchObject({
    packages: [{ name: 'a', privateRegistry: true }],
    problems: [{ name: 'b', kind: 'elsewhere' }],
  })
})

test('go.mod: a replacement of another version does not apply, and an old file lists too little', () => {
  const text = 'module x\n\ngo 1.16\n\nrequire a.io/b v1.2.3\n\nreplace a.io/b v1.0.0 => ../b\n'
  expect(summary('go.mod', text)).toEqual(['5 a.io/b 1.2.3 runtime a.io/b'])
  expect(parse('go.mod', text).problems).toMatchObject([{ kind: 'unresolved', name: 'go.mod' }])
})

test('composer.lock and Pipfile.lock', () => {
  const composer = JSON.stringify({
    packages: [
      { name: 'Acme/Lib', version: 'v1.2.0' },
      { name: 'acme/dev', version: 'dev-main' },
    ],
    'packages-dev': [{ name: 'acme/test', version: '2.0.0' }],
  })
  expect(parse('composer.lock', composer)).toMatchObject({
    packages: [
      { name: 'acme/lib', version: '1.2.0', scope: 'runtime' },
      { name: 'acme/test', scope: 'development' },
    ],
    problems: [{ name: 'acme/dev', kind: 'elsewhere' }],
  })
  const pipfile = JSON.stringify({ default: { A_b: { version: '==1.0' }, c: { git: 'x' } }, develop: {} })
  expect(parse('Pipfile.lock', pipfile)).toMatchObject({
    packages: [{ name: 'a-b', version: '1.0' }],
    problems: [{ name: 'c' }],
  })
})

test.each(
  lockfileFormats.filter((format) => !format.path.test('requirements.txt')).map((format) => [format.path]),
)('%s: neither an empty file nor a web page is an empty lockfile', (path) => {
  const format = lockfileFormats.find((candidate) => candidate.path === path)
  expect(() => format?.parse('', [], '')).toThrow()
  expect(() => format?.parse('<!doctype html><title>Sign in</title>', [], '')).toThrow()
})

describe('requiredPackage', () => {
  test.each([
    ['a', '^1', 'a'],
    ['a', 'npm:@s/b@^1', '@s/b'],
    ['a', 'npm:b', 'b'],
    ['a', 'npm:^1.0.0', 'a'],
    ['a', 'catalog:', 'a'],
    ['a', 'workspace:*', undefined],
    ['a', 'github:o/r', undefined],
    ['a', 'o/r', undefined],
    ['a', 'file:../a', undefined],
    ['a', 'latest', 'a'],
  ])('%s@%s is %s', (name, range, expected) => {
    expect(requiredPackage(name, range)).toBe(expected)
  })
})

test.each([
  [
    'package-lock.json',
    (url: string) =>
      `{"lockfileVersion":3,"packages":{"":{},"node_modules/g":{"version":"1.0.0","resolved":"git+${url}"}}}`,
  ],
  ['package-lock.json', (url: string) => `{"dependencies":{"g":{"version":"${url}"}}}`],
  ['yarn.lock', (url: string) => `# yarn lockfile v1\n\n"g@git+${url}":\n  version "1.0.0"\n`],
  [
    'yarn.lock',
    (url: string) => `__metadata:\n  version: 8\n\n"g@${url}":\n  version: 1.0.0\n  resolution: "g@${url}"\n`,
  ],
  ['pnpm-lock.yaml', (url: string) => `lockfileVersion: '9.0'\npackages:\n  'g@git+${url}': {}\n`],
  ['bun.lock', (url: string) => `{"lockfileVersion":1,"workspaces":{},"packages":{"g":["g@git+${url}"]}}`],
  ['requirements.txt', (url: string) => `git+${url}#egg=g\n`],
])('%s: the password in a URL is not repeated', (path, text) => {
  const problems = parse(path, text('https://user:hunter2secret@host.example/o/g.git')).problems
  expect(problems).toHaveLength(1)
  expect(JSON.stringify(problems)).not.toContain('hunter2secret')
})

test.each([
  [
    'package-lock.json',
    (path: string) =>
      `{"lockfileVersion":3,"packages":{"":{},"node_modules/g":{"version":"1.0.0","resolved":"file:${path}"}}}`,
  ],
  ['package-lock.json', (path: string) => `{"dependencies":{"g":{"version":"file:${path}"}}}`],
  ['yarn.lock', (path: string) => `# yarn lockfile v1\n\n"g@file:${path}":\n  version "1.0.0"\n`],
  [
    'yarn.lock',
    (path: string) =>
      `__metadata:\n  version: 8\n\n"g@file:${path}":\n  version: 1.0.0\n  resolution: "g@file:${path}#x::hash=1"\n`,
  ],
  ['pnpm-lock.yaml', (path: string) => `lockfileVersion: '9.0'\npackages:\n  'g@file:${path}': {}\n`],
  ['bun.lock', (path: string) => `{"lockfileVersion":1,"workspaces":{},"packages":{"g":["g@file:${path}"]}}`],
])('%s: a folder is the project itself, a packed file is not', (path, text) => {
  expect(parse(path, text('packages/g'))).toEqual({ packages: [], problems: [] })
  expect(parse(path, text('vendor/g-1.0.0.tgz'))).toMatchObject({
    packages: [],
    problems: [{ kind: 'elsewhere' }],
  })
})

const address = (name: string, version: string) =>
  `https://host.example/${name}/-/${name.split('/').at(-1)}-${version}.tgz`

test.each([
  [
    'package-lock.json',
    (url: string) =>
      `{"lockfileVersion":3,"packages":{"":{},"node_modules/fine":{"version":"1.0.0","resolved":"${url}"}}}`,
  ],
  ['package-lock.json', (url: string) => `{"dependencies":{"fine":{"version":"1.0.0","resolved":"${url}"}}}`],
  [
    'yarn.lock',
    (url: string) => `# yarn lockfile v1\n\nfine@^1:\n  version "1.0.0"\n  resolved "${url}#abc"\n`,
  ],
  [
    'yarn.lock',
    (url: string) =>
      `__metadata:\n  version: 8\n\n"fine@npm:^1":\n  version: 1.0.0\n  resolution: "fine@npm:1.0.0::__archiveUrl=${encodeURIComponent(url)}"\n`,
  ],
  [
    'pnpm-lock.yaml',
    (url: string) => `lockfileVersion: '9.0'\npackages:\n  fine@1.0.0: {resolution: {tarball: ${url}}}\n`,
  ],
  [
    'bun.lock',
    (url: string) =>
      `{"lockfileVersion":1,"workspaces":{},"packages":{"fine":["fine@1.0.0", "${url}", {}, "x"]}}`,
  ],
])('%s: what is audited is what the address brings, not what the entry is called', (path, text) => {
  const identities = (url: string) =>
    parse(path, text(url)).packages.map((one) => `${one.name} ${one.version}`)
  expect(identities(address('fine', '1.0.0'))).toEqual(['fine 1.0.0'])
  expect(identities('https://host.example/download/fine/1.0.0/abc')).toEqual(['fine 1.0.0'])
  expect(identities(address('@s/evil', '6.6.6'))).toEqual(['@s/evil 6.6.6'])
  expect(identities(address('fine', '0.9.0'))).toEqual(['fine 0.9.0'])
  expect(parse(path, text(address('evil', '1.0.0'))).problems).toMatchObject([
    { kind: 'elsewhere', message: 'fine 1.0.0 is installed from the address of evil 1.0.0' },
  ])
})
