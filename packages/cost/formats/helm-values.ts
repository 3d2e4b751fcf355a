import { compileRules } from '../match-rules.ts'
import { readDocuments } from '../read-documents.ts'
import { describeResource, type Resource } from '../resource.ts'
import { valuesRules } from '../rules/values.ts'
import { at, canonical, entriesAt, itemsAt, textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf, folderOf } from './format.ts'

const rules = compileRules(valuesRules)

/** Values of a chart: beside its Chart.yaml, or named so. */
export const helmValues: DocumentFormat = {
  name: 'Helm values',
  recognises: (document, path, { exists }) =>
    document.kind === 'map' &&
    (/(?:^|[._-])values(?:[._-][\w.-]{1,250})?\.ya?ml$/i.test(fileNameOf(path)) ||
      (exists(`${folderOf(path)}Chart.yaml`) && fileNameOf(path) !== 'Chart.yaml')),
  // A chart's own values are its defaults; any other file overrides them.
  read: (document, path, { exists }) => [
    valuesResource(
      document,
      path,
      path,
      fileNameOf(path) !== 'values.yaml' || !exists(`${folderOf(path)}Chart.yaml`),
    ),
  ],
}

function valuesResource(
  values: Value,
  path: string,
  name: string,
  partial = true,
  owner: readonly string[] = [],
): Resource {
  return describeResource(path, values, rules, {
    kind: 'values',
    name: owner.length === 0 ? fileNameOf(name) : ofOwner(name),
    identity: `values ${name}`,
    role: 'free',
    partial,
    governs: owner,
  })
}

/** `of HelmRelease shop/web`, without the API group. */
function ofOwner(identity: string): string {
  return `of ${identity.slice(identity.indexOf('/') + 1)}`
}

const valuesKey = /^values(?:Object|Content|Inline)?$/

/** An object without its values, which are judged as such. */
export function withoutValues(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withoutValues) }
  if (value.kind !== 'map') return value
  const kept = [...value.entries].filter(([key]) => !valuesKey.test(key))
  return { ...value, entries: new Map(kept.map(([key, inner]) => [key, withoutValues(inner)])) }
}

/** The values that kinds hold which install a chart, as they are or as text, wherever they stand (there may be several sources). */
export function readInlineValues(document: Value, path: string, owner: string): Resource[] {
  return readHeld(findValues(document), path, owner)
}

/** Values that a ConfigMap keeps for a release (`values.yaml: |`). */
export function readKeptValues(document: Value, path: string, owner: string): Resource[] {
  const kept = entriesAt(document, 'data').filter(([key]) => /values[\w.-]{0,250}\.ya?ml$/.test(key))
  return readHeld(
    kept.map(([key, held]) => ({ held, place: key })),
    path,
    owner,
  )
}

function readHeld(found: readonly HeldValues[], path: string, owner: string): Resource[] {
  return found.flatMap(({ held, place }) => {
    const name = place === '' ? owner : `${owner} ${place}`
    const asResource = (values: Value) => ({
      ...valuesResource(values, path, name, true, [owner]),
      identity: `values ${name}`,
    })
    if (held.kind === 'map') return [asResource(held)]
    if (held.kind !== 'scalar' || typeof held.value !== 'string')
      return [textResource(held, path, name, owner)]
    const reading = readDocuments(held.value, (held.line ?? 1) + 1)
    return reading.kind === 'unreadable'
      ? [textResource(held, path, name, owner)]
      : reading.documents.map(asResource)
  })
}

interface HeldValues {
  readonly held: Value
  /** Tells those of several sources apart; empty for the first. */
  readonly place: string
}

function findValues(value: Value): HeldValues[] {
  const found: Value[] = []
  const walk = (current: Value): void => {
    if (current.kind === 'list') for (const item of current.items) walk(item)
    if (current.kind !== 'map') return
    for (const [key, inner] of current.entries) {
      if (valuesKey.test(key)) found.push(inner)
      else if (key === 'parameters' && inner.kind === 'list') found.push(asTree(inner))
      else walk(inner)
    }
  }
  walk(value)
  return found
    .filter((held) => held.kind !== 'scalar' || held.value !== null)
    .map((held, index) => ({ held, place: index === 0 ? '' : `(${index + 1})` }))
}

/** `[{ name: web.replicas, value: 2 }]`, as Argo CD sets single values. */
function asTree(parameters: Value): Value {
  const trees = itemsAt(parameters).map((item): readonly [string, Value] => [
    textAt(item, 'name') ?? '',
    at(item, 'value') ?? item,
  ])
  const root = new Map<string, Value>()
  for (const [name, value] of trees) {
    const [first = '', ...rest] = name.split('.')
    const inner = rest.reduceRight<Value>(
      (below, key) => ({ kind: 'map', entries: new Map([[key, below]]), line: value.line }),
      value,
    )
    root.set(first, merge(root.get(first), inner))
  }
  return { kind: 'map', entries: root, line: parameters.line }
}

function merge(into: Value | undefined, value: Value): Value {
  if (into?.kind !== 'map' || value.kind !== 'map') return value
  const entries = new Map(into.entries)
  for (const [key, inner] of value.entries) entries.set(key, merge(entries.get(key), inner))
  return { ...into, entries }
}

/** Values that cannot be read; another text may mean anything. */
function textResource(held: Value, path: string, name: string, owner: string): Resource {
  return describeResource(
    path,
    {
      kind: 'map',
      entries: new Map([['values', held.kind === 'list' ? asText(held) : held]]),
      line: held.line,
    },
    () => ({ at: 'values', effect: { kind: 'opaque' } }),
    {
      kind: 'values',
      name: ofOwner(name),
      identity: `values ${name}`,
      role: 'free',
      partial: true,
      governs: [owner],
    },
  )
}

function asText(value: Value): Value {
  return { kind: 'scalar', value: canonical(value), line: value.line }
}
