import { readFileModel } from './audit.ts'
import { findFenced } from './expression.ts'
import type { Job } from './file.ts'
import { at, itemsOf, textOf } from './value.ts'

/**
 * The literal parts of a check's name; anything may stand between two of them. `['test (', ')']` is a matrix.
 * One part means the name itself.
 */
export type NameParts = readonly string[]

export interface JobDescription {
  readonly id: string
  /** The names of the checks that the job can emit. */
  readonly checkNames: readonly NameParts[]
  readonly needs: readonly string[]
  /** True when it names an environment, for which GitHub makes a deployment. */
  readonly deploys: boolean
  /** The reusable workflow that it calls, as written. */
  readonly calls: string | undefined
  /** Shell text of its steps. */
  readonly commands: readonly string[]
  /** Actions of its steps, as written, with their version. */
  readonly actions: readonly string[]
}

export interface WorkflowDescription {
  readonly path: string
  readonly events: readonly string[]
  readonly jobs: readonly JobDescription[]
}

export type WorkflowReading =
  | { readonly kind: 'workflow'; readonly workflow: WorkflowDescription }
  | { readonly kind: 'unreadable'; readonly path: string; readonly problem: string }

/** Which jobs a workflow has, what they need and run, and under which names GitHub lists them. Undefined for other files. */
export function describeWorkflow(path: string, content: Uint8Array): WorkflowReading | undefined {
  const reading = readFileModel(path, content)
  if (reading.kind === 'foreign') return undefined
  if (reading.kind === 'unparsable') return { kind: 'unreadable', path, problem: reading.problem }
  if (reading.file.kind !== 'workflow') return undefined
  return {
    kind: 'workflow',
    workflow: {
      path,
      events: [...reading.file.triggers.keys()],
      jobs: reading.file.jobs.map(describeJob),
    },
  }
}

/** True when the name is one of those that the parts allow. */
export function matchesName(parts: NameParts, name: string): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop()
  if (last === undefined) return name === first
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  const end = name.length - last.length
  let from = first.length
  for (const part of rest) {
    const found = name.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return from <= end
}

function describeJob(job: Job): JobDescription {
  return {
    id: job.id,
    checkNames: checkNames(job),
    needs: itemsOf(at(job.body, 'needs')).flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])),
    deploys: at(job.body, 'environment') !== undefined,
    calls: job.uses?.text,
    commands: job.steps.flatMap((step) => (step.run === undefined ? [] : [step.run.text])),
    actions: job.steps.flatMap((step) => (step.uses === undefined ? [] : [step.uses.text])),
  }
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idname */
function checkNames(job: Job): NameParts[] {
  const written = textOf(job.body, 'name')
  const name = literalParts(written === undefined || written === '' ? job.id : written)
  const last = name.at(-1) ?? ''
  const beforeLast = name.slice(0, -1)
  const calls = job.uses !== undefined
  const ends = (ending: NameParts): NameParts => {
    const [first = '', ...rest] = ending
    return [...beforeLast, last + first, ...rest]
  }
  const matrix = at(job.body, 'strategy', 'matrix') !== undefined
  // A call that is skipped is listed under the caller's own name.
  const names = calls ? [name, ends([' / ', ''])] : [name]
  if (!matrix) return names
  return [...names, calls ? ends([' (', ') / ', '']) : ends([' (', ')'])]
}

/** What stands outside `${{ }}`. */
function literalParts(text: string): NameParts {
  const { found } = findFenced(text)
  const parts: string[] = []
  let from = 0
  for (const { start, end } of found) {
    parts.push(text.slice(from, start))
    from = end
  }
  return [...parts, text.slice(from)]
}
