import { compileRules } from '../match-rules.ts'
import { readDocuments } from '../read-documents.ts'
import { describeResource, type Resource } from '../resource.ts'
import type { Rule } from '../rule.ts'
import { canonical, itemsAt, textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf, folderOf, type Surroundings } from './format.ts'
import { readJsonPatch } from './json-patch.ts'
import { kubernetes } from './kubernetes.ts'

const rules = compileRules([
  { at: 'replicas count', effect: { kind: 'amount' } },
  { at: 'helmCharts version', effect: { kind: 'opaque' } },
  { at: 'helmCharts repo', effect: { kind: 'opaque' } },
  { at: 'helmCharts valuesInline', effect: { kind: 'presence', of: 'costs' } },
  // What it copies from one place to another.
  { at: 'replacements', effect: { kind: 'presence', of: 'costs' } },
  { at: 'entry *', effect: { kind: 'opaque' } },
] satisfies readonly Rule[])

export const kustomize: DocumentFormat = {
  name: 'Kustomize',
  recognises: (_, path) => /^kustomization\.ya?ml$|^Kustomization$/.test(fileNameOf(path)),
  read(document, path, surroundings) {
    return [readKustomization(document, path, surroundings), ...readPatches(document, path)]
  },
}

/** Lists of files; a file that the change itself touches is judged there. */
const lists = [
  'resources',
  'bases',
  'components',
  'patchesStrategicMerge',
  'crds',
  'generators',
  'transformers',
]

function readKustomization(document: Value, path: string, surroundings: Surroundings): Resource {
  const entries = new Map<string, Value>()
  const brought = lists.flatMap((list) => itemsAt(document, list))
  const patches = ['patches', 'patchesJson6902'].flatMap((list) => itemsAt(document, list))
  for (const item of [...brought, ...patches.filter((patch) => textAt(patch, 'path') !== undefined)]) {
    const named =
      item.kind === 'map' ? textAt(item, 'path') : item.kind === 'scalar' ? String(item.value) : undefined
    if (named === undefined || named.includes('\n')) continue
    const target = resolvePath(folderOf(path), named)
    if (target !== undefined && surroundings.isChanged(target)) continue
    entries.set(canonical(item), item.kind === 'map' ? scalarOf(item) : item)
  }
  const body: Value =
    document.kind === 'map'
      ? {
          ...document,
          entries: new Map([...document.entries, ['entry', { kind: 'map', entries, line: document.line }]]),
        }
      : document
  return describeResource(path, body, rules, {
    kind: 'kustomization',
    name: folderOf(path) || '.',
    role: 'free',
    partial: true,
  })
}

function scalarOf(item: Value): Value {
  return { kind: 'scalar', value: canonical(item), line: item.line }
}

/** `../base` seen from a folder; undefined for what is not in this repository. */
function resolvePath(folder: string, relative: string): string | undefined {
  if (/^[\w+.-]+:\/\/|^[\w.-]+@|^(?:github\.com|bitbucket\.org|gitlab\.com)\//.test(relative))
    return undefined
  const parts = folder.split('/').filter((part) => part !== '')
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '.' && part !== '') parts.push(part)
  }
  return parts.join('/')
}

/** Patches that stand in the kustomization itself, as text. */
function readPatches(document: Value, path: string): Resource[] {
  const patches = ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap((list) =>
    itemsAt(document, list),
  )
  return patches.flatMap((item) => {
    const held = item.kind === 'map' ? item.entries.get('patch') : item
    if (held?.kind !== 'scalar' || typeof held.value !== 'string' || !/[\n:]/.test(held.value)) return []
    const target = item.kind === 'map' ? targetOf(item) : ''
    const reading = readDocuments(held.value, (held.line ?? 1) + 1)
    if (reading.kind === 'unreadable') return [unreadPatch(held, path, target)]
    return reading.documents.flatMap((patch) => {
      if (patch.kind === 'list') return readJsonPatch(patch, path, target)
      return kubernetes.recognises(patch, path, nowhere)
        ? kubernetes.read(patch, path, nowhere).map((resource) => ({ ...resource, partial: true }))
        : []
    })
  })
}

const nowhere: Surroundings = { exists: () => false, isChanged: () => false }

function targetOf(item: Value): string {
  return ['kind', 'name', 'labelSelector'].flatMap((key) => textAt(item, 'target', key) ?? []).join(' ')
}

function unreadPatch(held: Value, path: string, target: string): Resource {
  return describeResource(
    path,
    { kind: 'map', entries: new Map([['patch', held]]), line: held.line },
    () => ({ at: 'patch', effect: { kind: 'opaque' } }),
    { kind: 'patch', name: target, identity: `patch ${path} ${target}`, role: 'free', partial: true },
  )
}
