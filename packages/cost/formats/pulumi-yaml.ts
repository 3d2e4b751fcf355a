import { isFreePulumiType } from '../free/pulumi.ts'
import { compileRules } from '../match-rules.ts'
import { describeResource } from '../resource.ts'
import { cloudRules } from '../rules/cloud.ts'
import { at, canonical, entriesAt, textAt, type Value } from '../value.ts'
import type { DocumentFormat } from './format.ts'

const opaque = { kind: 'opaque' } as const
const rules = compileRules([
  { at: '(options) *', effect: opaque },
  { at: 'chart', effect: opaque },
  { at: 'version', effect: opaque },
  ...cloudRules,
])

export const pulumiYaml: DocumentFormat = {
  name: 'Pulumi YAML',
  recognises: (document) =>
    textAt(document, 'runtime') === 'yaml' || textAt(document, 'runtime', 'name') === 'yaml',
  read: (document, path) => {
    const resources = entriesAt(document, 'resources')
    const types = new Map(resources.map(([name, resource]) => [name, textAt(resource, 'type') ?? '']))
    return resources.map(([name, resource]) => {
      const type = types.get(name) ?? ''
      const entries = new Map(
        entriesAt(resource, 'properties').map(([key, value]) => [key, resolve(value, document)]),
      )
      const references = [...canonical(resource).matchAll(/\$\{([\w-]+)/g)].map(
        ([, reference = '']) => reference,
      )
      return describeResource(path, { kind: 'map', entries, line: resource.line }, rules, {
        kind: type,
        name,
        role: /:Budget$/.test(type) ? 'budget' : isFreePulumiType(type) ? 'free' : 'priced',
        governs: references.flatMap((reference) =>
          types.has(reference) ? `${types.get(reference)} ${reference}` : [],
        ),
      })
    })
  },
}

/** `${size}` is a setting, whose default the program states; or a variable. */
function resolve(value: Value, document: Value): Value {
  switch (value.kind) {
    case 'computed':
      return value
    case 'list':
      return { ...value, items: value.items.map((item) => resolve(item, document)) }
    case 'map':
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, inner]) => [key, resolve(inner, document)])),
      }
    case 'scalar': {
      const name = typeof value.value === 'string' ? /\$\{([\w:-]+)/.exec(value.value)?.[1] : undefined
      if (name === undefined) return value
      const fallback =
        at(document, 'config', name, 'default') ??
        at(document, 'configuration', name, 'default') ??
        at(document, 'variables', name)
      return { kind: 'computed', text: String(value.value), fallback, line: value.line }
    }
  }
}
