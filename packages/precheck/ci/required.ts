import type { RequiredCheck } from '../policy.ts'
import type { JobFacts, OwnRunFacts, RequiredFacts, WorkflowFacts, WorkflowSetFacts } from './facts.ts'
import type { JudgedCheck } from './judge-checks.ts'
import { dependents, emits } from './own-run.ts'

/** A check that must be green, and who says so. */
export interface Required {
  readonly name: string
  readonly appId: number | undefined
  readonly appSlug: string | undefined
  readonly workflow: string | undefined
  readonly demandedBy: string
}

/** What became of a required check. */
export type RequiredResult =
  | { readonly kind: 'reported'; readonly required: Required; readonly checks: readonly JudgedCheck[] }
  /** On the merged pull request's head, whose tree is the same. */
  | {
      readonly kind: 'same-tree'
      readonly required: Required
      readonly checks: readonly JudgedCheck[]
      readonly pullRequest: number
    }
  /** It is this job, waits for this job, or is the gate that is being decided here. */
  | { readonly kind: 'decided-here'; readonly required: Required; readonly why: string }
  /** Only reported from somewhere that does not emit it on the target branch, so it could be the change's own. */
  | {
      readonly kind: 'from-elsewhere'
      readonly required: Required
      readonly checks: readonly JudgedCheck[]
      readonly certain: boolean
    }
  | { readonly kind: 'missing'; readonly required: Required }

/** Rulesets, classic protection and the policy together; one entry for each name and source. */
export function listRequired(
  rules: readonly RequiredFacts[],
  protection: readonly RequiredFacts[],
  policy: readonly RequiredCheck[],
): Required[] {
  const fromGitHub = (facts: readonly RequiredFacts[], demandedBy: string) =>
    facts.map(
      ({ context, appId }): Required => ({
        name: context,
        appId,
        appSlug: undefined,
        workflow: undefined,
        demandedBy,
      }),
    )
  const all: Required[] = [
    ...fromGitHub(rules, 'ruleset'),
    ...fromGitHub(protection, 'branch protection'),
    ...policy.map((check): Required => {
      if (typeof check === 'string') {
        return {
          name: check,
          appId: undefined,
          appSlug: undefined,
          workflow: undefined,
          demandedBy: 'policy',
        }
      }
      const { name, app, workflow } = check
      return { name, appId: undefined, appSlug: app, workflow, demandedBy: 'policy' }
    }),
  ]
  const byKey = new Map(
    all.map((required) => {
      const { name, appId, appSlug, workflow } = required
      return [JSON.stringify([name, appId, appSlug, workflow]), required]
    }),
  )
  return [...byKey.values()]
}

/** Where required checks are looked for. */
export interface ReportedChecks {
  /** On the judged commit. */
  readonly judged: readonly JudgedCheck[]
  /** On the head of the merged pull request, when its tree is the judged one. */
  readonly sameTree: { readonly pullRequest: number; readonly judged: readonly JudgedCheck[] } | undefined
  readonly trusted: WorkflowSetFacts
  readonly ownRun: OwnRunFacts | undefined
  /** True once the change is merged: its pull request's gate does not run again. */
  readonly deploying: boolean
}

/** Looks for each required check among everything that reported. */
export function findRequired(
  required: readonly Required[],
  { judged, sameTree, trusted, ownRun, deploying }: ReportedChecks,
): RequiredResult[] {
  return required.map((one): RequiredResult => {
    const found = sortBySource(one, judged, trusted)
    if (found.trusted.length > 0) return { kind: 'reported', required: one, checks: found.trusted }
    const here = decidedHere(one, trusted, ownRun, deploying)
    if (here !== undefined) return { kind: 'decided-here', required: one, why: here }
    if (sameTree !== undefined) {
      const checks = sortBySource(one, sameTree.judged, trusted).trusted
      if (checks.length > 0)
        return { kind: 'same-tree', required: one, checks, pullRequest: sameTree.pullRequest }
    }
    const elsewhere = [...found.untrusted, ...found.unclear]
    if (elsewhere.length > 0) {
      return { kind: 'from-elsewhere', required: one, checks: elsewhere, certain: found.unclear.length === 0 }
    }
    return { kind: 'missing', required: one }
  })
}

interface BySource {
  readonly trusted: readonly JudgedCheck[]
  readonly untrusted: readonly JudgedCheck[]
  readonly unclear: readonly JudgedCheck[]
}

/** A required check counts only from the app and the workflow file that emit it on the target branch. */
function sortBySource(
  required: Required,
  judged: readonly JudgedCheck[],
  trusted: WorkflowSetFacts,
): BySource {
  const apps = new Map(
    judged.flatMap(({ app, kind }) => (app && kind !== 'status' ? [[app.slug, app.id]] : [])),
  )
  const named = judged.filter(({ name, kind }) => name === required.name && kind !== 'run')
  const groups = Map.groupBy(named, (check) => sourceOf(check, required, trusted, apps))
  return {
    trusted: groups.get('trusted') ?? [],
    untrusted: groups.get('untrusted') ?? [],
    unclear: groups.get('unclear') ?? [],
  }
}

function sourceOf(
  check: JudgedCheck,
  required: Required,
  trusted: WorkflowSetFacts,
  apps: ReadonlyMap<string, number>,
): keyof BySource {
  if (required.workflow !== undefined && check.workflow !== required.workflow) return 'untrusted'
  if (required.appSlug !== undefined && check.app?.slug !== required.appSlug) return 'untrusted'
  if (required.appId !== undefined) {
    // A status tells its creator's name only; the app's number is known when the app reported something else too.
    const id = check.kind === 'status' ? apps.get(check.app?.slug ?? '') : check.app?.id
    if (id === undefined) return 'unclear'
    if (id !== required.appId) return 'untrusted'
  }
  // Workflows that GitHub itself makes (code scanning's default setup) have no file that a change could touch.
  if (check.workflow === undefined || check.workflow.startsWith('dynamic/')) return 'trusted'
  if (emittersOf(required.name, trusted.workflows).some(({ path }) => path === check.workflow)) {
    return 'trusted'
  }
  return trusted.unreadable.includes(check.workflow) ? 'unclear' : 'untrusted'
}

function emittersOf(name: string, workflows: readonly WorkflowFacts[]): WorkflowFacts[] {
  return workflows.filter((workflow) => workflow.jobs.some((job) => emits(job, name)))
}

/**
 * Why a required check need not have reported: it is this job, it waits for this job, or it is Operator's own gate on pull
 * requests, whose every decision is made again here.
 */
function decidedHere(
  required: Required,
  trusted: WorkflowSetFacts,
  ownRun: OwnRunFacts | undefined,
  deploying: boolean,
): string | undefined {
  const own = ownRun?.workflow
  if (own !== undefined && ownRun?.job !== undefined) {
    const waiting = dependents(own.jobs, ownRun.job)
    const emitter = own.jobs.filter((job) => emits(job, required.name))
    const [only] = emitter
    if (only !== undefined && emitter.length === 1) {
      if (only.id === ownRun.job) return 'it is this job'
      if (waiting.has(only.id)) return 'it waits for this job'
    }
  }
  if (!deploying) return undefined
  const emitters = emittersOf(required.name, trusted.workflows)
  const onlyOperator = emitters.every((workflow) =>
    workflow.jobs
      .filter((job) => emits(job, required.name))
      .every((job) => restsOnOperator(workflow.jobs, job.id)),
  )
  return emitters.length > 0 && onlyOperator ? "it is Operator's own gate" : undefined
}

/** True for a job that runs Operator's gate, and for one that needs such jobs and nothing else. */
function restsOnOperator(jobs: readonly JobFacts[], id: string, seen: readonly string[] = []): boolean {
  const job = jobs.find((candidate) => candidate.id === id)
  if (job === undefined || seen.includes(id)) return false
  if (job.runsOperator) return true
  return job.needs.length > 0 && job.needs.every((need) => restsOnOperator(jobs, need, [...seen, id]))
}
