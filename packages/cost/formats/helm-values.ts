import { compileRules } from '../match-rules.ts'
import { readDocuments } from '../read-documents.ts'
import { describeResource, type Resource } from '../resource.ts'
import { valuesRules } from '../rules/values.ts'
import { at, textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf, folderOf } from './format.ts'

const rules = compileRules(valuesRules)

/** Values of a chart: beside its Chart.yaml, or named so. */
export const helmValues: DocumentFormat = {
  name: 'Helm values',
  recognises: (document, path, { exists }) =>
    document.kind === 'map' &&
    (/(?:^|[._-])values(?:[._-][\w.-]+)?\.ya?ml$/i.test(fileNameOf(path)) ||
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
    name: fileNameOf(name).replace(/^\S+\/(?=\S+ )/, ''),
    identity: `values ${name}`,
    role: 'free',
    partial,
    governs: owner,
  })
}

/** Where kinds that install a chart hold its values: as they are, or as text. */
const places = [
  ['spec', 'values'],
  ['spec', 'valuesContent'],
  ['spec', 'source', 'helm', 'valuesObject'],
  ['spec', 'source', 'helm', 'values'],
] as const

/** An object without its values, which are judged as such. */
export function withoutValues(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withoutValues) }
  if (value.kind !== 'map') return value
  const kept = [...value.entries].filter(([key]) => !/^values(?:Object|Content)?$/.test(key))
  return { ...value, entries: new Map(kept.map(([key, inner]) => [key, withoutValues(inner)])) }
}

export function readInlineValues(document: Value, path: string, owner: string): Resource[] {
  return places.flatMap((place) => {
    const held = at(document, ...place)
    if (held?.kind === 'map') return [valuesResource(held, path, owner, true, [owner])]
    const text = textAt(document, ...place)
    if (text === undefined) return []
    const reading = readDocuments(text, (held?.line ?? 1) + 1)
    if (reading.kind === 'unreadable') return [textResource(held, path, owner)]
    return reading.documents.map((values) => valuesResource(values, path, owner, true, [owner]))
  })
}

/** Values that cannot be read; another text may mean anything. */
function textResource(held: Value | undefined, path: string, owner: string): Resource {
  const entries = new Map(held === undefined ? [] : [['values', held]])
  return describeResource(
    path,
    { kind: 'map', entries, line: held?.line },
    () => ({ at: 'values', effect: { kind: 'opaque' } }),
    {
      kind: 'values',
      name: fileNameOf(owner),
      identity: `values ${owner}`,
      role: 'free',
      partial: true,
      governs: [owner],
    },
  )
}
