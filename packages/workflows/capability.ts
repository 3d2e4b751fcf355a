import type { Expr } from '@actions/expressions/ast'
import { type ContextPath, findFenced, flowingContexts, parseExpression, pathMatches } from './expression.ts'
import type { AuditedFile, Step } from './file.ts'
import { at, itemsOf, scalarsIn, textOf, type Value } from './value.ts'

/**
 * What an outsider can make of a context's text: anything, something of a fixed shape (a URL, a login), nothing,
 * or `unknown` when its origin is elsewhere.
 */
export type Capability = 'arbitrary' | 'structured' | 'fixed' | 'unknown'

/** Where an expression stands. */
export interface Place {
  readonly file: AuditedFile
  readonly step: Step | undefined
}

const githubFixed = new Set(
  (
    'action action_path action_status actor actor_id api_url env event_name event_path graphql_url job path ref_protected ref_type ' +
    'repository repository_id repository_owner repository_owner_id repositoryurl retention_days run_attempt run_id run_number ' +
    'secret_source server_url sha token triggering_actor workflow workflow_sha job_workflow_sha workspace action_repository action_ref artifact_cache_size_limit'
  ).split(' '),
)

/** Leaves of the event that GitHub itself makes: numbers, booleans, dates, enumerations, commit ids. */
const eventFixed =
  /^(id|number|.*_id|.*_at|.*_count|.*_number|sha|.*_sha|before|after|commit_id|action|state|state_reason|status|conclusion|draft|merged|mergeable|locked|private|fork|archived|disabled|site_admin|deleted|created|forced|prerelease|author_association|visibility|additions|deletions|changed_files|commits|comments|size|event|allow_.*|has_.*|is_.*|maintainer_can_modify|rebaseable|mergeable_state|side|position|line|distinct|timestamp)$/
const eventStructured = /^(login|.*url|.*urls|href|type|user_view_type|slug|full_name)$/

export function githubCapability(parts: readonly string[]): Capability {
  const [, name = '*', ...rest] = parts
  if (name !== 'event') {
    return githubFixed.has(name) ? 'fixed' : 'arbitrary'
  }
  const leaf = rest.at(-1) ?? '*'
  // The caller of a dispatch writes these himself, whatever they are called.
  if (rest[0] === 'inputs' || rest[0] === 'client_payload') return 'arbitrary'
  if (rest[0] === 'repository' && rest.length === 2) {
    return /^(name|full_name|owner|default_branch|.*_url|url)$/.test(leaf) ? 'fixed' : eventLeaf(leaf)
  }
  return eventLeaf(leaf)
}

function eventLeaf(leaf: string): Capability {
  if (eventFixed.test(leaf)) return 'fixed'
  return eventStructured.test(leaf) ? 'structured' : 'arbitrary'
}

/** How many definitions are followed; a longer chain is unknown. */
const maxChain = 8

/** What an outsider can make of a context at this place; follows `env`, `matrix` and job outputs to where they are set. */
export function capabilityOf(path: ContextPath, place: Place, depth = 0): Capability {
  if (depth > maxChain) return 'unknown'
  const [context = '', name = '*'] = path.parts
  switch (context) {
    case 'github':
      return githubCapability(path.parts)
    case 'secrets':
    case 'runner':
    case 'strategy':
    case 'job':
      return 'fixed'
    case 'inputs':
      return inputCapability(name, place.file)
    case 'env':
      return envCapability(name, place, depth)
    case 'matrix':
      return matrixCapability(path, place, depth)
    case 'needs':
      return pathMatches(path, 'needs.*.result') ? 'fixed' : needsCapability(path, place, depth)
    case 'steps':
      return pathMatches(path, 'steps.*.outcome') || pathMatches(path, 'steps.*.conclusion')
        ? 'fixed'
        : stepCapability(path, place.step?.job?.id ?? '', place)
    default:
      return 'unknown'
  }
}

/** What an outsider can make of a text with expressions in it. */
function textCapability(text: string, place: Place, depth = 0): Capability {
  let worst: Capability = 'fixed'
  for (const fence of findFenced(text).found) {
    const parsed = parseExpression(fence.source)
    const next = parsed.kind === 'expression' ? treeCapability(parsed.tree, place, depth) : 'unknown'
    worst = worse(worst, next)
  }
  return worst
}

function treeCapability(tree: Expr, place: Place, depth: number): Capability {
  return flowingContexts(tree)
    .map((path) => capabilityOf(path, place, depth + 1))
    .reduce(worse, 'fixed')
}

const order: readonly Capability[] = ['fixed', 'unknown', 'structured', 'arbitrary']

function worse(a: Capability, b: Capability): Capability {
  return order.indexOf(a) >= order.indexOf(b) ? a : b
}

function inputCapability(name: string, file: AuditedFile): Capability {
  if (file.kind !== 'workflow') return 'unknown'
  const types = ['workflow_dispatch', 'workflow_call'].flatMap((event) => {
    const declared = lookup(at(file.triggers.get(event), 'inputs'), name)
    return declared === undefined ? [] : [textOf(declared, 'type') ?? 'string']
  })
  if (types.length === 0) return 'unknown'
  return types.every((type) => type === 'boolean' || type === 'number' || type === 'choice')
    ? 'fixed'
    : 'arbitrary'
}

function envCapability(name: string, place: Place, depth: number): Capability {
  const { step, file } = place
  for (const scope of [step?.body, step?.job?.body, file.root]) {
    const value = lookup(at(scope, 'env'), name)
    if (value !== undefined)
      return value.kind === 'scalar' ? textCapability(value.text, place, depth + 1) : 'unknown'
  }
  return 'unknown'
}

function matrixCapability(path: ContextPath, place: Place, depth: number): Capability {
  const matrix = at(place.step?.job?.body, 'strategy', 'matrix')
  if (matrix === undefined) return 'unknown'
  if (matrix.kind === 'scalar') return worse('unknown', textCapability(matrix.text, place, depth + 1))
  const name = path.parts[1] ?? '*'
  const sources = [
    name === '*' ? matrix : lookup(matrix, name),
    ...itemsOf(at(matrix, 'include')).map((item) => (item.kind === 'mapping' ? lookup(item, name) : item)),
  ].filter((value) => value !== undefined)
  if (sources.length === 0) return 'fixed'
  let worst: Capability = 'fixed'
  for (const source of sources) {
    for (const { scalar } of scalarsIn(source)) {
      if (findFenced(scalar.text).found.length === 0) continue
      worst = worse(worst, worse('unknown', textCapability(scalar.text, place, depth + 1)))
    }
  }
  return worst
}

/** Follows `needs.build.outputs.name` to the job's own `outputs`. */
function needsCapability(path: ContextPath, place: Place, depth: number): Capability {
  const [, id = '*', kind, name = '*'] = path.parts
  if (place.file.kind !== 'workflow' || kind !== 'outputs') return 'unknown'
  const job = place.file.jobs.find((candidate) => candidate.id.toLowerCase() === id)
  const output = lookup(at(job?.body, 'outputs'), name)
  if (job === undefined || output?.kind !== 'scalar') return 'unknown'
  const step = job.steps[0]
  return textCapability(output.text, { file: place.file, step }, depth + 1)
}

/** Actions whose outputs are text of the pull request's: file names, branch names, comments. */
const outputsOfOutsiders: Readonly<Record<string, RegExp>> = {
  'tj-actions/changed-files': /(^|_)files$/,
  'dorny/paths-filter': /_files$/,
  'jitterbit/get-changed-files': /./,
  'trilom/file-changes-action': /^files/,
  'tj-actions/branch-names': /branch/,
  'xt0rted/pull-request-comment-branch': /_ref$/,
  'peter-evans/find-comment': /comment-body/,
}

function stepCapability(path: ContextPath, jobId: string, place: Place): Capability {
  const [, id = '*', kind, name = '*'] = path.parts
  if (kind !== 'outputs' || place.file.kind === 'dependabot') return 'unknown'
  const producer = place.file.steps.find(
    (step) => (step.job?.id ?? '') === jobId && textOf(step.body, 'id')?.toLowerCase() === id,
  )
  const action = producer?.action
  if (action?.kind !== 'repository') return 'unknown'
  return outputsOfOutsiders[action.slug]?.test(name) === true ? 'arbitrary' : 'unknown'
}

/** Contexts ignore case. */
function lookup(mapping: Value | undefined, name: string): Value | undefined {
  if (mapping?.kind !== 'mapping') return undefined
  for (const entry of mapping.entries.values()) if (entry.key.toLowerCase() === name) return entry.value
  return undefined
}
