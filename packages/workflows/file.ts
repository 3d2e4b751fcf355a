import { parseUses, type Uses } from './uses.ts'
import {
  at,
  type Entry,
  entriesOf,
  itemsOf,
  type MappingValue,
  type ScalarValue,
  scalar,
  type Value,
} from './value.ts'

export interface Step {
  readonly body: MappingValue
  readonly uses: ScalarValue | undefined
  readonly action: Uses | undefined
  readonly run: ScalarValue | undefined
  /** Undefined in a composite action. */
  readonly job: Job | undefined
}

export interface Job {
  readonly id: string
  readonly entry: Entry
  readonly body: Value
  readonly steps: readonly Step[]
  /** Set when the job calls a reusable workflow. */
  readonly uses: ScalarValue | undefined
}

interface Audited {
  /** Repository-relative. */
  readonly path: string
  readonly root: MappingValue
}

export interface WorkflowFile extends Audited {
  readonly kind: 'workflow'
  readonly on: Entry | undefined
  /** Event name to its configuration. */
  readonly triggers: ReadonlyMap<string, Value | undefined>
  readonly jobs: readonly Job[]
  readonly steps: readonly Step[]
}

export interface ActionFile extends Audited {
  readonly kind: 'action'
  readonly steps: readonly Step[]
}

export interface DependabotFile extends Audited {
  readonly kind: 'dependabot'
}

export type AuditedFile = WorkflowFile | ActionFile | DependabotFile

/** What a path holds for GitHub; undefined for any other file. */
export function kindOf(path: string): AuditedFile['kind'] | undefined {
  if (/^\.github\/workflows\/[^/]+\.ya?ml$/i.test(path)) return 'workflow'
  if (/^\.github\/dependabot\.ya?ml$/i.test(path)) return 'dependabot'
  if (/(^|\/)action\.ya?ml$/i.test(path)) return 'action'
  return undefined
}

export type FileModel =
  | { readonly kind: 'file'; readonly file: AuditedFile }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly problem: string; readonly value: Value }

/** Gives a parsed file its GitHub meaning. An `action.yml` without `runs` belongs to another tool: `foreign`. */
export function modelFile(path: string, kind: AuditedFile['kind'], root: Value): FileModel {
  if (root.kind !== 'mapping') {
    if (kind === 'action') return { kind: 'foreign' }
    return { kind: 'malformed', problem: 'The file is not a mapping.', value: root }
  }
  switch (kind) {
    case 'dependabot':
      return { kind: 'file', file: { kind, path, root } }
    case 'action': {
      if (at(root, 'runs')?.kind !== 'mapping') return { kind: 'foreign' }
      const steps = readSteps(at(root, 'runs', 'steps'), undefined)
      return { kind: 'file', file: { kind, path, root, steps } }
    }
    case 'workflow': {
      const jobs = entriesOf(at(root, 'jobs')).map(readJob)
      const on = root.entries.get('on')
      if (jobs.length === 0) return { kind: 'malformed', problem: 'The workflow has no jobs.', value: root }
      if (on === undefined)
        return { kind: 'malformed', problem: 'The workflow has no trigger (on).', value: root }
      return {
        kind: 'file',
        file: {
          kind,
          path,
          root,
          on,
          triggers: readTriggers(on.value),
          jobs,
          steps: jobs.flatMap((job) => job.steps),
        },
      }
    }
  }
}

function readJob(entry: Entry): Job {
  const uses = scalar(entry.value, 'uses')
  const job = { id: entry.key, entry, body: entry.value, uses }
  const whole: Job = { ...job, steps: [] }
  return { ...job, steps: readSteps(at(entry.value, 'steps'), whole) }
}

function readSteps(value: Value | undefined, job: Job | undefined): Step[] {
  if (value?.kind !== 'sequence') return []
  return value.items.flatMap((body) => {
    if (body.kind !== 'mapping') return []
    const parallel = at(body, 'parallel')
    const uses = scalar(body, 'uses')
    const step: Step = { body, uses, action: uses && parseUses(uses.text), run: scalar(body, 'run'), job }
    return parallel === undefined ? [step] : [step, ...readSteps(parallel, job)]
  })
}

function readTriggers(on: Value): Map<string, Value | undefined> {
  if (on.kind === 'mapping') return new Map(entriesOf(on).map(({ key, value }) => [key, value]))
  return new Map(itemsOf(on).flatMap((item) => (item.kind === 'scalar' ? [[item.text, undefined]] : [])))
}
