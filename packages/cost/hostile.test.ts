import { describe, expect, test } from '@jest/globals'
import { compareTrees, growthIn, growthOf } from './compare-scene.ts'

const deployment = (spec: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: {}\n  template: { spec: { containers: [] } }\n${spec}`
const path = 'k8s/web.yaml'

describe('what cannot be read is said, never passed over', () => {
  test.each<[string, string, RegExp]>([
    ['a key twice', deployment('  replicas: 1\n  replicas: 100\n'), /the key replicas twice/],
    ['a tab', deployment('\treplicas: 100\n'), /is not valid/],
    ['an alias of itself', deployment('  replicas: &a [*a]\n'), /alias/],
    ['an alias of nothing', deployment('  replicas: *nobody\n'), /is not valid|alias/],
    [
      'an alias bomb',
      deployment(
        `  a0: &a0 [x, x, x, x, x, x, x, x, x]\n${[1, 2, 3, 4, 5, 6, 7]
          .map(
            (n) =>
              `  a${n}: &a${n} [${Array(9)
                .fill(`*a${n - 1}`)
                .join(', ')}]\n`,
          )
          .join('')}`,
      ),
      /more values than can be followed|cannot be read/,
    ],
    ['brackets without end', deployment(`  a: ${'['.repeat(5_000)}\n`), /nested too deeply/],
    ['two million characters', deployment(`  a: ${'x'.repeat(2_000_000)}\n`), /more than \d+ characters/],
    ['one broken document of two', `${deployment('  replicas: 1\n')}---\n{ a: [\n`, /is not valid/],
  ])('%s', (_, text, problem) => {
    const { unreadable, changes } = compareTrees({ [path]: deployment('  replicas: 1\n') }, { [path]: text })
    expect(unreadable).toEqual([expect.objectContaining({ path, problem: expect.stringMatching(problem) })])
    expect(changes).toEqual([])
  })

  test('a base that cannot be read leaves it to a person', () => {
    expect(growthIn(path, deployment('  replicas: [\n'), deployment('  replicas: 1\n'))).toEqual([
      'unclear file',
    ])
    expect(growthOf({ [path]: deployment('  replicas: [\n') }, {})).toEqual(['unclear file'])
  })

  test('a template is compared by its lines', () => {
    expect(growthIn(path, deployment('  replicas: {{ a }}\n'), deployment('  replicas: {{ b }}\n'))).toEqual([
      'unclear template replicas: {{ a }} → replicas: {{ b }}',
    ])
  })
})

describe('what hides a number', () => {
  test.each<[string, string, string, string]>([
    [
      'an anchor',
      '  a: &n 2\n  replicas: *n\n',
      '  a: &n 20\n  replicas: *n\n',
      'rise Deployment web spec.replicas 2 → 20',
    ],
    [
      'a merge',
      '  <<: &d { replicas: 2 }\n',
      '  <<: &d { replicas: 20 }\n',
      'rise Deployment web spec.replicas 2 → 20',
    ],
    ['quotes', '  replicas: 2\n', '  "replicas": "20"\n', 'rise Deployment web spec.replicas 2 → 20'],
    ['hexadecimal', '  replicas: 2\n', '  replicas: 0x20\n', 'rise Deployment web spec.replicas 2 → 32'],
    ['an exponent', '  replicas: 2\n', '  replicas: 1e3\n', 'rise Deployment web spec.replicas 2 → 1000'],
    ['infinity', '  replicas: 2\n', '  replicas: .inf\n', 'rise Deployment web spec.replicas 2 → Infinity'],
    [
      'a percentage',
      '  replicas: 2\n',
      '  replicas: 200%\n',
      'unclear Deployment web spec.replicas 2 → 200%',
    ],
    ['no number', '  replicas: 2\n', '  replicas: many\n', 'unclear Deployment web spec.replicas 2 → many'],
    ['less than none', '  replicas: -5\n', '  replicas: 1\n', 'rise Deployment web spec.replicas -5 → 1'],
  ])('%s', (_, before, after, expected) => {
    expect(growthIn(path, deployment(before), deployment(after))).toEqual([expected])
  })

  test('names of JavaScript’s own', () => {
    const values = (max: number) =>
      `AWSTemplateFormatVersion: a\nResources:\n  __proto__: { Type: "AWS::AutoScaling::AutoScalingGroup", Properties: { MaxSize: ${max} } }\n  constructor: { Type: "AWS::IAM::Role" }\n`
    expect(growthIn('a.yaml', values(1), values(9))).toEqual([
      'rise AWS::AutoScaling::AutoScalingGroup __proto__ MaxSize 1 → 9',
    ])
    expect(JSON.stringify({}.constructor)).toBeUndefined()
  })

  test('a document further down', () => {
    const many = (replicas: number) =>
      `---\n# nothing\n---\n${'---\n'.repeat(5)}${deployment(`  replicas: ${replicas}\n`)}`
    expect(growthIn(path, many(2), many(20))).toEqual(['rise Deployment web spec.replicas 2 → 20'])
  })

  test('another extension', () => {
    const json = (replicas: number) =>
      `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":${replicas},"selector":{},"template":{"spec":{"containers":[]}}}}`
    expect(growthOf({ 'a.yml': json(2) }, { 'b.json': json(20) })).toEqual([
      'rise Deployment web spec.replicas 2 → 20',
    ])
  })

  test('an equal twin in another folder', () => {
    const [two, twenty] = [deployment('  replicas: 2\n'), deployment('  replicas: 20\n')]
    expect(
      growthOf({ 'dev/a.yaml': two, 'prod/a.yaml': twenty }, { 'eu/a.yaml': twenty, 'us/a.yaml': twenty }),
    ).toEqual(['rise Deployment web spec.replicas 2 → 20'])
  })
})

describe('a digest', () => {
  const digests = (before: Record<string, string>, after: Record<string, string>) =>
    compareTrees(before, after).changes.map(({ digest }) => digest)

  test('tells two changes apart that look alike', () => {
    const tf = (after: string) => digests({ 'a.tf': 'a' }, { 'a.tf': after })
    expect(tf('b')).not.toEqual(tf('c'))
    const long = 'x'.repeat(100)
    const selected = (name: string) =>
      digests(
        { [path]: deployment('') },
        { [path]: deployment('').replace('{ spec: {', `{ spec: { nodeSelector: { pool: ${name} },`) },
      )
    expect(selected(`${long}a`)).not.toEqual(selected(`${long}b`))
    const added = (cpu: number) =>
      digests(
        {},
        {
          [path]: deployment('  a1: { replicas: 1 }\n').replace(
            'containers: []',
            `containers: [{ name: a, resources: { requests: { a: 1, b: 1, c: 1, cpu: ${cpu} } } }]`,
          ),
        },
      )
    expect(added(1)).not.toEqual(added(64))
  })

  test('stays when only lines move', () => {
    const moved = (head: string) =>
      digests(
        { [path]: deployment('  replicas: 1\n') },
        { [path]: `${head}${deployment('  replicas: 2\n')}` },
      )
    expect(moved('# a\n# b\n')).toEqual(moved(''))
  })
})

describe('lines', () => {
  test('point at the value, inside text too', () => {
    const { changes } = compareTrees(
      { [path]: deployment('  replicas: 2\n') },
      { [path]: `# moved\n${deployment('  replicas: 20\n')}` },
    )
    expect(changes).toEqual([expect.objectContaining({ path, line: 8 })])
    const inline = (count: number) =>
      `resources: []\npatches:\n  - patch: |\n      - op: replace\n        path: /spec/replicas\n        value: ${count}\n`
    const patched = compareTrees({ 'kustomization.yaml': inline(2) }, { 'kustomization.yaml': inline(20) })
    expect(patched.changes).toEqual([expect.objectContaining({ line: 6 })])
  })
})
