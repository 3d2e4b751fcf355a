import { compileRules } from '../match-rules.ts'
import { describeResource, type Resource } from '../resource.ts'
import { otherKindRules, workloadRules } from '../rules/kubernetes.ts'
import { textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf } from './format.ts'

const rules = compileRules([...workloadRules, ...otherKindRules])

/** Operations of RFC 6902 on what is written elsewhere. */
export const jsonPatch: DocumentFormat = {
  name: 'JSON patch',
  recognises: (document) =>
    document.kind === 'list' &&
    document.items.length > 0 &&
    document.items.every(
      (item) => textAt(item, 'op') !== undefined && textAt(item, 'path')?.startsWith('/') === true,
    ),
  read: (document, path) => readJsonPatch(document, path, fileNameOf(path)),
}

/** Each operation as the small tree that it changes. */
export function readJsonPatch(patch: Value, path: string, target: string): Resource[] {
  if (patch.kind !== 'list') return []
  return patch.items.flatMap((item) => {
    const place = textAt(item, 'path')
    const value = item.kind === 'map' ? item.entries.get('value') : undefined
    if (place === undefined) return []
    const names = place.split('/').slice(1).map(unescapePointer)
    const op = textAt(item, 'op') ?? ''
    const body = treeAt(names, value ?? { kind: 'scalar', value: op, line: item.line })
    const resource = describeResource(path, body, rules, {
      kind: 'patch',
      name: `${target} ${place}`.trim(),
      identity: `patch ${path} ${target} ${place}`,
      role: 'free',
      partial: true,
      line: item.line,
    })
    return resource.measures.size === 0 ? [] : [resource]
  })
}

function treeAt(names: readonly string[], value: Value): Value {
  return names
    .filter((name) => !/^(?:\d+|-)$/.test(name))
    .reduceRight<Value>(
      (inner, name) => ({ kind: 'map', entries: new Map([[name, inner]]), line: value.line }),
      value,
    )
}

function unescapePointer(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~')
}
