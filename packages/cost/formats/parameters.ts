import { compileRules } from '../match-rules.ts'
import { describeResource, type Resource } from '../resource.ts'
import type { Rule } from '../rule.ts'
import { entriesAt, itemsAt, textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf } from './format.ts'

const classNames = 'instance machine class type size tier sku plan edition count capacity'
const rules = compileRules([
  ...classNames.split(' ').map((name): Rule => ({ at: `*${name}*`, effect: { kind: 'class' } })),
  { at: '(number) *', effect: { kind: 'amount' } },
])

/** Parameters of a CloudFormation stack and settings of a Pulumi stack: numbers, and what is called like a class. */
export const parameters: DocumentFormat = {
  name: 'stack parameters',
  recognises: (document, path) => parametersOf(document, path) !== undefined,
  read: (document, path) => [parametersResource(parametersOf(document, path) ?? [], document, path)],
}

type Parameters = readonly (readonly [string, Value])[]

function parametersOf(document: Value, path: string): Parameters | undefined {
  if (/^Pulumi\.[\w.-]+\.ya?ml$/.test(fileNameOf(path))) return entriesAt(document, 'config')
  const items = itemsAt(document)
  if (items.length > 0 && items.every((item) => textAt(item, 'ParameterKey') !== undefined)) {
    return items.map((item) => [
      textAt(item, 'ParameterKey') ?? '',
      (item.kind === 'map' ? item.entries.get('ParameterValue') : undefined) ?? item,
    ])
  }
  const written = entriesAt(document, 'Parameters')
  const alone =
    document.kind === 'map' &&
    [...document.entries.keys()].every((key) => /^(?:Parameters|Tags|StackPolicy)$/.test(key))
  return alone && written.length > 0 ? written : undefined
}

function parametersResource(found: Parameters, document: Value, path: string): Resource {
  const numbers = new Map<string, Value>()
  const rest = new Map<string, Value>()
  for (const [key, value] of found) {
    const isNumber = value.kind === 'scalar' && /^-?\d+(?:\.\d+)?$/.test(String(value.value))
    if (isNumber) numbers.set(key, value)
    else rest.set(key, value)
  }
  const entries = new Map<string, Value>([
    ['(number)', { kind: 'map', entries: numbers, line: undefined }],
    ...rest,
  ])
  return describeResource(path, { kind: 'map', entries, line: document.line }, rules, {
    kind: 'parameters',
    name: fileNameOf(path),
    identity: `parameters ${path}`,
    role: 'free',
    partial: true,
  })
}
