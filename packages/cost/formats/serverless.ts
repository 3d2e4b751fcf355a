import { compileRules } from '../match-rules.ts'
import { describeResource, type Resource } from '../resource.ts'
import { serverlessRules } from '../rules/platforms.ts'
import { at, entriesAt, itemsAt, textAt, type Value } from '../value.ts'
import { readTemplate } from './cloudformation.ts'
import type { DocumentFormat } from './format.ts'

const rules = compileRules(serverlessRules)
const fileRules = compileRules([
  { at: 'functions', effect: { kind: 'opaque' } },
  { at: 'resources', effect: { kind: 'opaque' } },
  { at: 'provider', effect: { kind: 'opaque' } },
  // They rewrite resources that the framework makes.
  { at: 'resources extensions', effect: { kind: 'presence', of: 'costs' } },
  {
    at: 'provider logRetentionInDays',
    effect: { kind: 'amount', absent: Number.POSITIVE_INFINITY },
    bounds: true,
  },
])

/** What a function takes from `provider` where it does not say otherwise. */
const inherited = ['memorySize', 'timeout', 'architecture', 'logRetentionInDays', 'ephemeralStorageSize']

export const serverless: DocumentFormat = {
  name: 'Serverless Framework',
  recognises: (document) =>
    (textAt(document, 'provider') ?? textAt(document, 'provider', 'name')) !== undefined &&
    at(document, 'service') !== undefined,
  read(document, path) {
    const service = textAt(document, 'service') ?? textAt(document, 'service', 'name') ?? ''
    const functions = at(document, 'functions')
    const groups = functions?.kind === 'list' ? functions.items : functions === undefined ? [] : [functions]
    const templates = at(document, 'resources')
    return [
      // A whole part that is in another file is opaque here.
      describeResource(path, resolveSelf(document, document), fileRules, {
        kind: 'service',
        name: service,
        role: 'free',
      }),
      ...groups.flatMap((group) => readFunctions(group, document, path, service)),
      ...[templates, ...itemsAt(templates)].flatMap((template) =>
        template === undefined ? [] : readTemplate(template, path),
      ),
    ]
  },
}

/** A file of functions alone, which a serverless.yml includes. */
export const serverlessFunctions: DocumentFormat = {
  name: 'Serverless Framework',
  recognises: (document) => {
    const functions = entriesAt(document)
    return functions.length > 0 && functions.every(([, value]) => textAt(value, 'handler') !== undefined)
  },
  read: (document, path) =>
    readFunctions(document, document, path, path).map((resource) => ({ ...resource, partial: true })),
}

function readFunctions(functions: Value, document: Value, path: string, service: string): Resource[] {
  return entriesAt(functions).map(([name, own]) => {
    const entries = new Map<string, Value>()
    for (const key of inherited) {
      const value = at(document, 'provider', key)
      if (value !== undefined) entries.set(key, value)
    }
    for (const [key, value] of entriesAt(own)) entries.set(key, value)
    const body = resolveSelf({ kind: 'map', entries, line: own.line }, document)
    return describeResource(path, body, rules, {
      kind: 'function',
      name,
      identity: `function ${service} ${name}`,
      role: 'priced',
    })
  })
}

/** Variables become expressions; `${self:custom.size}` is what the file itself says, under any stage. */
function resolveSelf(value: Value, document: Value): Value {
  switch (value.kind) {
    case 'computed':
      return value
    case 'list':
      return { ...value, items: value.items.map((item) => resolveSelf(item, document)) }
    case 'map':
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, inner]) => [key, resolveSelf(inner, document)])),
      }
    case 'scalar': {
      const text = String(value.value)
      if (typeof value.value !== 'string' || !text.includes('${')) return value
      const path = /^\$\{self:([\w.-]+)/
        .exec(text)?.[1]
        ?.split('.')
        .filter((part) => part !== '')
      const fallback = path === undefined ? undefined : at(document, ...path)
      return { kind: 'computed', text, fallback, line: value.line }
    }
  }
}
