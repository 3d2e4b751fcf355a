import { describe, expect, test } from '@jest/globals'
import { growthIn, growthOf } from '../compare-scene.ts'

const path = 'prod/kustomization.yaml'

describe('Kustomize', () => {
  test.each<[string, string, string, string[]]>([
    [
      'replicas',
      'replicas: [{ name: web, count: 3 }]\n',
      'replicas: [{ name: web, count: 30 }]\n',
      ['rise kustomization prod/ replicas[web].count 3 → 30'],
    ],
    [
      'a ceiling in a patch that stands there as text',
      'patches:\n  - target: { kind: HorizontalPodAutoscaler, name: web }\n    patch: |\n      - { op: replace, path: /spec/maxReplicas, value: 5 }\n',
      'patches:\n  - target: { kind: HorizontalPodAutoscaler, name: web }\n    patch: |\n      - { op: replace, path: /spec/maxReplicas, value: 50 }\n',
      ['rise patch HorizontalPodAutoscaler web /spec/maxReplicas spec.maxReplicas 5 → 50'],
    ],
    [
      'a new patch',
      'resources: [../base]\n',
      'resources: [../base]\npatches:\n  - patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata: { name: web }\n      spec: { replicas: 9 }\n',
      ['unclear Deployment web spec.replicas - → 9'],
    ],
    [
      'a base from elsewhere',
      'resources: [../base]\n',
      'resources: [../base, "https://github.com/a/b//deploy?ref=v1"]\n',
      [
        'unclear kustomization prod/ entry."https://github.com/a/b//deploy?ref=v1" - → https://github.com/a/b//deploy?ref=v1',
      ],
    ],
    [
      'a number that is copied from elsewhere',
      'replacements: [{ source: { name: a }, targets: [] }]\n',
      'replacements: [{ source: { name: b }, targets: [] }]\n',
      [
        'unclear kustomization prod/ replacements [{"source":{"name":"a"},"targets":[]}] → [{"source":{"name":"b"},"targets":[]}]',
      ],
    ],
    [
      'a chart of another version',
      'helmCharts: [{ name: redis, version: 1.0.0 }]\n',
      'helmCharts: [{ name: redis, version: 2.0.0 }]\n',
      ['unclear kustomization prod/ helmCharts[redis].version 1.0.0 → 2.0.0'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(growthIn(path, before, after)).toEqual(expected)
  })

  test.each<[string, string, string]>([
    ['fewer replicas', 'replicas: [{ name: web, count: 30 }]\n', 'replicas: [{ name: web, count: 3 }]\n'],
    ['another image', 'images: [{ name: a, newTag: v1 }]\n', 'images: [{ name: a, newTag: v2 }]\n'],
    [
      'a patch that sets none',
      'resources: [../base]\n',
      'resources: [../base]\npatches: [{ patch: "[{ op: add, path: /spec/replicas, value: 0 }]" }]\n',
    ],
  ])('not %s', (_, before, after) => {
    expect(growthIn(path, before, after)).toEqual([])
  })

  test('a resource that the change adds itself is judged there', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n'
    expect(
      growthOf(
        { [path]: 'resources: []\n' },
        { [path]: 'resources: [config.yaml]\n', 'prod/config.yaml': config },
      ),
    ).toEqual([])
    // One that was there already, and not deployed, is not.
    expect(
      growthOf(
        { [path]: 'resources: []\n', 'prod/big.yaml': config },
        { [path]: 'resources: [big.yaml]\n', 'prod/big.yaml': config },
      ),
    ).toEqual(['unclear kustomization prod/ entry."big.yaml" - → big.yaml'])
  })

  test('a patch in a file of its own', () => {
    const patch = (value: number) => `- { op: replace, path: /spec/replicas, value: ${value} }\n`
    expect(growthIn('prod/patch.yaml', patch(2), patch(4))).toEqual([
      'rise patch patch.yaml /spec/replicas spec.replicas 2 → 4',
    ])
    expect(growthIn('prod/patch.yaml', patch(4), patch(2))).toEqual([])
  })
})
