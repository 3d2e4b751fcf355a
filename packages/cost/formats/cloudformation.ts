import { isFreeCloudFormationType } from '../free/cloudformation.ts'
import { compileRules } from '../match-rules.ts'
import { describeResource, type Resource, type Role } from '../resource.ts'
import { cloudRules } from '../rules/cloud.ts'
import { at, canonical, entriesAt, textAt, type Value } from '../value.ts'
import type { DocumentFormat } from './format.ts'

const opaque = { kind: 'opaque' } as const
const rules = compileRules([
  { at: '(condition)', effect: opaque },
  { at: '(loop)', effect: opaque },
  // A macro or another file writes what stands here.
  { at: '** Fn::Transform', effect: { kind: 'presence', of: 'costs' } },
  ...cloudRules,
])

/** What a nested stack or an application brings in is elsewhere, and hangs on what it is given. */
const nestedRules = compileRules([
  { at: '(condition)', effect: opaque },
  { at: 'templateUrl', effect: opaque },
  { at: 'templateBody', effect: opaque },
  { at: 'location', effect: opaque },
  { at: 'location *', effect: opaque },
  { at: 'parameters *', effect: { kind: 'class' } },
  { at: 'parameters parameterValue', effect: { kind: 'class' } },
])
const nested = /^AWS::(?:CloudFormation::Stack(?:Set)?|Serverless::Application)$|::MODULE$/

export const cloudFormation: DocumentFormat = {
  name: 'CloudFormation',
  recognises: (document) =>
    textAt(document, 'AWSTemplateFormatVersion') !== undefined ||
    entriesAt(document, 'Resources').some(([, resource]) =>
      /^(?:AWS|Alexa|Custom)::/.test(textAt(resource, 'Type') ?? ''),
    ),
  read: readTemplate,
}

export function readTemplate(template: Value, path: string): Resource[] {
  const resources = entriesAt(template, 'Resources')
  const types = new Map(resources.map(([id, resource]) => [id, textAt(resource, 'Type') ?? '']))
  const read = resources.map(([id, resource]): Resource => {
    const type = types.get(id) ?? ''
    const body = resolve(bodyOf(id, resource), template)
    return describeResource(path, body, nested.test(type) ? nestedRules : rules, {
      kind: type === '' ? 'loop' : type,
      name: id,
      identity: `${type} ${id}`,
      role: roleOf(type, body),
      governs: namesIn(canonical(body)).flatMap((name) =>
        types.has(name) ? `${types.get(name)} ${name}` : [],
      ),
      line: resource.line,
    })
  })
  const globals = at(template, 'Globals')
  if (globals === undefined) return read
  const defaults = describeResource(path, resolve(globals, template), globalsRules, {
    kind: 'Globals',
    name: 'of the template',
    role: 'free',
  })
  return [...read, defaults]
}

/** Defaults stand one level deeper: `Globals.Function.Timeout`. */
const globalsRules = compileRules([
  { at: '* timeout', effect: { kind: 'amount', unit: 'time' } },
  ...cloudRules,
])

function bodyOf(id: string, resource: Value): Value {
  // Fn::ForEach makes any number of resources.
  if (id.startsWith('Fn::') || resource.kind !== 'map') {
    return { kind: 'map', entries: new Map([['(loop)', scalarOf(resource)]]), line: resource.line }
  }
  const condition = at(resource, 'Condition')
  const entries = new Map(entriesAt(resource, 'Properties'))
  if (condition !== undefined) {
    entries.set('(condition)', {
      kind: 'computed',
      text: `Condition ${canonical(condition)}`,
      line: condition.line,
    })
  }
  return { kind: 'map', entries, line: resource.line }
}

function scalarOf(value: Value): Value {
  return { kind: 'scalar', value: canonical(value), line: value.line }
}

/** Says of each function what it comes to by default, and what it depends on, so that a changed parameter or mapping shows. */
function resolve(value: Value, template: Value): Value {
  switch (value.kind) {
    case 'scalar':
      return value
    case 'list':
      return { ...value, items: value.items.map((item) => resolve(item, template)) }
    case 'map':
      return {
        ...value,
        entries: new Map([...value.entries].map(([key, inner]) => [key, resolve(inner, template)])),
      }
    case 'computed':
      return { ...value, fallback: fallbackOf(value.text, template) }
  }
}

const definitions: readonly ((name: string) => readonly string[])[] = [
  (name) => ['Parameters', name, 'Default'],
  (name) => ['Mappings', name],
  (name) => ['Conditions', name],
]
/** A template has at most 200 parameters and 200 mappings. */
const maxNames = 500

function fallbackOf(text: string, template: Value): Value | undefined {
  const parameter = /^Ref "([^"]+)"$/.exec(text)?.[1]
  if (parameter !== undefined) return at(template, 'Parameters', parameter, 'Default')
  const items: Value[] = []
  const names = new Set(namesIn(text))
  // A condition hangs on a parameter: a set grows while it is walked.
  for (const name of names) {
    for (const section of definitions) {
      const found = at(template, ...section(name))
      if (found === undefined) continue
      items.push(found)
      if (names.size < maxNames) for (const inner of namesIn(canonical(found))) names.add(inner)
    }
  }
  return items.length === 0 ? undefined : { kind: 'list', items, line: undefined }
}

function namesIn(text: string): string[] {
  const quoted = [...text.matchAll(/"([\w:]+?)(?:\.[\w.]+)?\\*"/g)].map(([, name = '']) => name)
  const substituted = [...text.matchAll(/\$\{([\w:]+?)(?:\.[\w.]+)?\}/g)].map(([, name = '']) => name)
  return [...new Set([...quoted, ...substituted])].sort()
}

function roleOf(type: string, body: Value): Role {
  switch (type) {
    case 'AWS::Budgets::Budget':
    case 'AWS::CE::AnomalyMonitor':
    case 'AWS::CE::AnomalySubscription':
      return 'budget'
    case 'AWS::CloudWatch::Alarm':
      return textAt(body, 'Namespace') === 'AWS/Billing' ? 'budget' : 'priced'
    case 'AWS::DLM::LifecyclePolicy':
    case 'AWS::ApiGateway::UsagePlan':
      return 'limit'
    case 'AWS::AutoScaling::ScalingPolicy':
    case 'AWS::AutoScaling::ScheduledAction':
    case 'AWS::ApplicationAutoScaling::ScalingPolicy':
    case 'AWS::ApplicationAutoScaling::ScalableTarget':
      return 'scaler'
    default:
      return isFreeCloudFormationType(type) ? 'free' : 'priced'
  }
}
