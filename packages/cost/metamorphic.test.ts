import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { compareTrees, type Files, lineOf } from './compare-scene.ts'
import type { CostChange } from './cost-change.ts'

const runs = { numRuns: 40 }

/** Objects as they are applied, some of them free, some a limit. */
const object = fc
  .record({
    kind: fc.constantFrom('Deployment', 'StatefulSet', 'ConfigMap', 'ResourceQuota', 'PersistentVolumeClaim'),
    name: fc.constantFrom('a', 'b', 'c'),
    replicas: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    cpu: fc.option(fc.constantFrom('100m', '1', '2.5', '${CPU}'), { nil: undefined }),
    limit: fc.option(fc.constantFrom('1', '4'), { nil: undefined }),
  })
  .map(({ kind, name, replicas, cpu, limit }) => {
    const resources = {
      ...(cpu !== undefined && { requests: { cpu } }),
      ...(limit !== undefined && { limits: { cpu: limit } }),
    }
    return {
      apiVersion: kind === 'Deployment' || kind === 'StatefulSet' ? 'apps/v1' : 'v1',
      kind,
      metadata: { name },
      spec: {
        ...(replicas !== undefined && { replicas }),
        selector: {},
        accessModes: [],
        resources,
        hard: { pods: replicas ?? 1 },
        template: { spec: { containers: [{ name: 'app', resources }] } },
      },
    }
  })

type KubernetesObject = typeof object extends fc.Arbitrary<infer T> ? T : never

const objects = fc.uniqueArray(object, {
  maxLength: 5,
  selector: ({ kind, metadata }) => `${kind} ${metadata.name}`,
})

const file = (written: readonly unknown[]): Files => ({
  'all.yaml': written.map((one) => stringify(one)).join('---\n'),
})
const split = (written: readonly KubernetesObject[]): Files =>
  Object.fromEntries(written.map((one) => [`${one.kind}-${one.metadata.name}.yaml`, stringify(one)]))

const linesOf = (changes: readonly CostChange[]) => changes.map(lineOf).sort()
const changesOf = (before: Files, after: Files) => compareTrees(before, after).changes

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

describe('whatever is compared', () => {
  test('the order of documents and keys changes nothing', () => {
    fc.assert(
      fc.property(objects, objects, fc.infiniteStream(fc.nat()), (before, after, order) => {
        const shuffled = after.map((one) => ({ one, at: order.next().value })).sort((a, b) => a.at - b.at)
        const other = file(shuffled.map(({ one }) => reversed(one)))
        expect(linesOf(changesOf(file(before), other))).toEqual(linesOf(changesOf(file(before), file(after))))
      }),
      runs,
    )
  })

  test('it does not matter which file holds what', () => {
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        expect(linesOf(changesOf(file(before), split(after)))).toEqual(
          linesOf(changesOf(file(before), file(after))),
        )
      }),
      runs,
    )
  })

  test('what rises falls the other way round, and what is unclear stays so', () => {
    const turned = { rise: 'fall', fall: 'rise', unclear: 'unclear' } as const
    fc.assert(
      fc.property(objects, objects, (before, after) => {
        const there = changesOf(file(before), file(after))
        const back = changesOf(file(after), file(before))
        const turn = (changes: readonly CostChange[], to: (d: CostChange['direction']) => string) =>
          changes
            .map(({ direction, resource, attribute = '' }) => `${to(direction)} ${resource} ${attribute}`)
            .sort()
        expect(turn(back, (direction) => turned[direction])).toEqual(turn(there, (direction) => direction))
      }),
      runs,
    )
  })

  test('nothing grows where nothing changes', () => {
    fc.assert(
      fc.property(objects, (written) => {
        expect(changesOf(file(written), split(written))).toEqual([])
      }),
      runs,
    )
  })
})
