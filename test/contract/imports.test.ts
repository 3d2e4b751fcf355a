import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from '@operator/tooling'

/** Which package may import which of GitHub's own packages: nobody else knows that this runs on GitHub. */
const githubPackages: Readonly<Record<string, readonly string[]>> = {
  '@actions/core': ['host'],
  '@actions/github': ['github'],
  '@actions/exec': ['commands'],
  '@actions/expressions': ['workflows'],
}

/** What a package may use of Operator; one that is not listed may use `report`, `git` and the ports below. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  report: [],
  git: [],
  statistics: [],
  calendar: ['report'],
  cost: ['report'],
  commands: ['report'],
  identity: ['report'],
  evidence: ['report', 'github'],
  github: ['report'],
  postgres: ['report'],
  baseline: ['report', 'git', 'secrets', 'dependencies', 'environment', 'workflows'],
  migrations: ['report', 'backup', 'git', 'postgres', 'rehearsal'],
  rehearsal: ['report', 'postgres'],
  backup: ['report', 'commands'],
  'live-database': ['rehearsal'],
  precheck: [
    'report',
    'git',
    'github',
    'commands',
    'evidence',
    'identity',
    'calendar',
    'environment',
    'workflows',
    'cost',
  ],
  watch: ['report', 'git', 'github', 'statistics', 'incident'],
  policy: ['report', 'baseline', 'migrations', 'precheck', 'watch', 'incident'],
  host: ['report', 'git', 'github', 'policy', 'evidence'],
}
const everyone = ['report', 'git', 'github']
const unrestricted = ['tooling']

interface Import {
  readonly file: string
  readonly package: string
  readonly specifier: string
}

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) {
      return ['node_modules', 'dist', 'out'].includes(entry.name) ? [] : sourceFiles(path)
    }
    // A scene is set for tests and ships nowhere.
    return /(?<!\.test|-scene)\.ts$/.test(entry.name) ? [path] : []
  })
}

function importsOf(folder: string): Import[] {
  return sourceFiles(join(root, folder)).flatMap((path) => {
    const file = relative(root, path).split(sep).join('/')
    const specifiers = readFileSync(path, 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|(?:^|\n)import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
    )
    return [...specifiers].map((match) => ({
      file,
      package: file.split('/')[1] ?? '',
      specifier: match[1] ?? match[2] ?? match[3] ?? '',
    }))
  })
}

/** `@scope/name/deep/file` is the package `@scope/name`. */
const packageOf = (specifier: string) => specifier.split('/').slice(0, 2).join('/')

const packageImports = importsOf('packages')
const actionImports = importsOf('actions')

const shown = (found: readonly Import[]) => found.map(({ file, specifier }) => `${file} imports ${specifier}`)

describe('import rules', () => {
  test('there is something to check', () => {
    expect(packageImports.length).toBeGreaterThan(100)
    expect(actionImports.length).toBeGreaterThan(10)
  })

  test('GitHub Actions packages stay in host, github and commands', () => {
    const wrong = [...packageImports, ...actionImports].filter(
      ({ file, package: name, specifier }) =>
        specifier.startsWith('@actions/') &&
        (file.startsWith('actions/') || !(githubPackages[packageOf(specifier)] ?? []).includes(name)),
    )
    expect(shown(wrong)).toEqual([])
  })

  test('packages use each other only as the design allows', () => {
    const wrong = packageImports.filter(({ package: name, specifier }) => {
      const target = /^@operator\/([^/]+)/.exec(specifier)?.[1]
      if (target === undefined || unrestricted.includes(name)) return false
      return !(allowed[name] ?? everyone).includes(target)
    })
    expect(shown(wrong)).toEqual([])
  })

  test('a package is used through its index, its policy or its declared entries only', () => {
    const wrong = [...packageImports, ...actionImports].filter(({ file, package: name, specifier }) => {
      if (specifier.startsWith('@operator/'))
        return !/^@operator\/[a-z-]+(\/policy|\/inputs|\/build|\/run|\/backtest|\/doctor)?$/.test(specifier)
      if (!specifier.startsWith('.')) return false
      const target = relative(root, join(root, file, '..', specifier)).split(sep)
      if (file.startsWith('packages/tooling/')) return false
      return target[0] !== file.split('/')[0] ? target.join('/') !== 'package.json' : target[1] !== name
    })
    expect(shown(wrong)).toEqual([])
  })

  test('policy.ts files import zod and the vocabulary only', () => {
    const wrong = packageImports.filter(
      ({ file, package: name, specifier }) =>
        /^packages\/[a-z-]+\/policy\.ts$/.test(file) &&
        name !== 'policy' &&
        !specifier.startsWith('.') &&
        !/^(zod|@operator\/report|@operator\/[a-z-]+\/policy)$/.test(specifier),
    )
    expect(shown(wrong)).toEqual([])
  })

  test('no default exports, no drawers', () => {
    const files = [...sourceFiles(join(root, 'packages')), ...sourceFiles(join(root, 'actions'))]
    expect(files.filter((file) => /(^|\/)(utils|helpers|common|manager)(\.ts|\/)/.test(file))).toEqual([])
    expect(files.filter((file) => /^export default/m.test(readFileSync(file, 'utf8')))).toEqual([])
  })
})
