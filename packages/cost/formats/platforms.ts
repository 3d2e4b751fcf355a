import { compileRules } from '../match-rules.ts'
import { describeResource, type Resource } from '../resource.ts'
import { cloudRules } from '../rules/cloud.ts'
import { platformRules } from '../rules/platforms.ts'
import { at, entriesAt, textAt, type Value } from '../value.ts'
import { type DocumentFormat, fileNameOf } from './format.ts'

const rules = compileRules([
  { at: '(plan)', effect: { kind: 'class' } },
  { at: 'timeout', effect: { kind: 'free' } },
  ...platformRules,
  ...cloudRules,
])

interface Platform {
  readonly name: string
  readonly file: RegExp
  /** A key that is always there, so that another tool's file of the same name is not taken for it. */
  readonly holds: readonly string[]
  /** Lists or mappings of what is paid for one by one; `.` is the file itself. */
  readonly parts: Readonly<Record<string, string>>
}

const platforms: readonly Platform[] = [
  {
    name: 'Render',
    file: /^render\.ya?ml$/,
    holds: ['services', 'databases', 'envVarGroups', 'projects'],
    parts: { services: 'service', databases: 'database' },
  },
  {
    name: 'Heroku',
    file: /^app\.json$/,
    holds: ['formation', 'addons'],
    parts: { formation: 'dyno', addons: 'add-on' },
  },
  {
    name: 'Vercel',
    file: /^vercel\.json$/,
    holds: ['functions', 'crons'],
    parts: { functions: 'function', crons: 'cron' },
  },
  { name: 'Railway', file: /^railway\.json$/, holds: ['deploy'], parts: { '.': 'service' } },
  {
    name: 'App Engine',
    file: /^app(?:[.-][\w-]+)?\.ya?ml$/,
    holds: ['runtime'],
    parts: { '.': 'App Engine service' },
  },
  {
    name: 'App Platform',
    file: /^app\.ya?ml$/,
    holds: ['services', 'workers', 'databases'],
    parts: { services: 'service', workers: 'worker', jobs: 'job', databases: 'database' },
  },
  { name: 'Copilot', file: /^manifest\.ya?ml$/, holds: ['type'], parts: { '.': 'service' } },
  { name: 'ECS', file: /\.json$/, holds: ['containerDefinitions'], parts: { '.': 'task definition' } },
]

/** Platforms whose one file says how large the machines are. */
export const platformFiles: readonly DocumentFormat[] = platforms.map((platform) => ({
  name: platform.name,
  recognises: (document: Value, path: string) =>
    platform.file.test(fileNameOf(path)) && platform.holds.some((key) => at(document, key) !== undefined),
  read: (document: Value, path: string) =>
    Object.entries(platform.parts).flatMap(([key, kind]) => readPart(platform, document, path, key, kind)),
}))

function readPart(platform: Platform, document: Value, path: string, key: string, kind: string): Resource[] {
  if (key === '.') {
    return [
      describe(
        document,
        path,
        kind,
        textAt(document, 'service') ?? textAt(document, 'name') ?? fileNameOf(path),
        true,
      ),
    ]
  }
  const part = at(document, key)
  const items =
    part?.kind === 'list' ? part.items.map((item) => [nameOf(item), item] as const) : entriesAt(part)
  return items.map(([name, item]) =>
    describe(item.kind === 'map' ? item : planOf(item), path, `${platform.name} ${kind}`, name, false),
  )
}

function describe(body: Value, path: string, kind: string, name: string, whole: boolean): Resource {
  return describeResource(path, body, rules, {
    kind,
    name,
    ...(whole && { identity: `${kind} ${path}` }),
    role: 'priced',
  })
}

function nameOf(item: Value): string {
  const addOn = item.kind === 'scalar' ? String(item.value).replace(/:[\s\S]*/, '') : undefined
  return (
    addOn ??
    textAt(item, 'name') ??
    textAt(item, 'plan')?.replace(/:[\s\S]*/, '') ??
    textAt(item, 'path') ??
    '(unnamed)'
  )
}

/** `heroku-postgresql:standard-0`, alone. */
function planOf(item: Value): Value {
  return { kind: 'map', entries: new Map([['(plan)', item]]), line: item.line }
}
