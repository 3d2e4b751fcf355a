import {
  type CostChange,
  type CostPolicy,
  compareFiles,
  readInfracost,
  readTerraformPlan,
  type Surroundings,
  type TerraformPlan,
} from '@operator/cost'
import { type Change, type Repository, resolveCommit, type TreeEntry } from '@operator/git'
import { fingerprint } from '@operator/report'
import picomatch from 'picomatch'
import { type FileEntry, streamTextFiles } from '../changes/text-files.ts'
import type { CostFacts, WrittenFile } from './facts.ts'
import { readWrittenFile } from './written-file.ts'

export interface CostRequest {
  readonly repository: Repository
  readonly head: string
  readonly tree: readonly TreeEntry[]
  readonly changes: readonly Change[]
  readonly policy: CostPolicy
}

/** What may state infrastructure; programs only where they use a library for it. */
const configuration =
  /\.(?:ya?ml|json|template|tf|tofu|tfvars|hcl|bicep|bicepparam|nomad|toml|tpl)$|(?:^|\/)(?:Kustomization|\.env)$/i
const program = /\.(?:[cm]?[jt]s|py|go|java|cs|fs|kt)$/

/** No server takes larger manifests; whatever is larger is named. Bytes. */
const maxBytes = 10_000_000
const maxListed = 300

/** Compares what both ends of the change pay for. */
export async function collectCost(request: CostRequest): Promise<CostFacts> {
  const { repository, tree, changes, policy } = request
  const isIgnored = picomatch([...policy.ignore], { dot: true })
  const isNamed = picomatch([...policy.paths], { dot: true })
  const candidates = changes.filter(
    (change) => configuration.test(change.path) || program.test(change.path) || isSubmodule(change),
  )
  const wanted = candidates.filter(({ path }) => !isIgnored(path))
  const before = await readSide(repository, wanted, 'before')
  const after = await readSide(repository, wanted, 'after')
  const unread = [...new Map([...before.unread, ...after.unread])]
    .filter(([path]) => !program.test(path))
    .map(([path, problem]) => ({ path, problem }))
  const files = wanted
    .filter(({ path }) => !before.unread.has(path) && !after.unread.has(path))
    .map(({ path }) => ({ path, before: before.texts.get(path), after: after.texts.get(path) }))
  const plans = await readPlans(request)
  const compared = compareFiles(
    files,
    surroundingsOf(tree, changes),
    plans.flatMap(({ plan }) => plan ?? []),
  )
  const named = changes
    .filter(({ path }) => isNamed(path))
    .map(({ path, before: was, after: is }) => ({
      direction: 'unclear' as const,
      what: 'file' as const,
      resource: 'file',
      path,
      digest: fingerprint(was?.oid ?? '', is?.oid ?? ''),
      reason: 'the policy names it (precheck.cost.paths)',
    }))
  const growing = [...compared.changes.filter(({ direction }) => direction !== 'fall'), ...named]
  const estimate = await readEstimate(request)
  return {
    growing: growing.slice(0, maxListed),
    ...(growing.length > maxListed && { rest: restOf(growing.slice(maxListed)) }),
    falling: compared.changes.filter(({ direction }) => direction === 'fall').length,
    compared: [...Map.groupBy(compared.files, ({ format }) => format)].map(([format, group]) => ({
      format,
      files: group.length,
    })),
    unread: [
      ...unread,
      ...compared.unreadable.map(({ path, problem, line }) => ({
        path,
        problem,
        ...(line !== undefined && { line }),
      })),
    ].slice(0, maxListed),
    ignored: candidates.length - wanted.length,
    plans: plans.map(({ file }) => file),
    ...(estimate !== undefined && { estimate }),
  }
}

function restOf(changes: readonly CostChange[]): CostFacts['rest'] {
  return {
    changes: changes.length,
    digest: fingerprint(
      ...changes.flatMap(({ path, resource, attribute = '', digest }) => [path, resource, attribute, digest]),
    ),
  }
}

function isSubmodule({ before, after }: Change): boolean {
  return before?.mode === '160000' || after?.mode === '160000'
}

interface Side {
  readonly texts: ReadonlyMap<string, string>
  /** The reason by path, as a clause. */
  readonly unread: ReadonlyMap<string, string>
}

async function readSide(
  repository: Repository,
  changes: readonly Change[],
  side: 'before' | 'after',
): Promise<Side> {
  const entries = changes.flatMap((change): FileEntry[] => {
    const entry = change[side]
    return entry === undefined ? [] : [{ path: change.path, ...entry }]
  })
  const texts = new Map<string, string>()
  const unread = new Map<string, string>()
  for await (const file of streamTextFiles(repository, entries, maxBytes)) {
    if ('text' in file) texts.set(file.path, file.text)
    else {
      const [, path = file.unread, problem = 'unreadable'] = /^(.*) \((.*)\)$/s.exec(file.unread) ?? []
      unread.set(path, `cannot be read (${problem})`)
    }
  }
  return { texts, unread }
}

function surroundingsOf(tree: readonly TreeEntry[], changes: readonly Change[]): Surroundings {
  const touched = changes.map(({ path }) => path)
  const paths = new Set([...tree.map(({ path }) => path), ...touched])
  const folders = new Set(touched.flatMap((path) => foldersOf(path)))
  const changed = new Set(touched)
  return {
    exists: (path) => paths.has(path),
    isChanged: (path) => changed.has(path) || folders.has(path),
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

interface PlanFile {
  readonly file: WrittenFile
  readonly plan?: TerraformPlan
}

/** Reads the plans that speak for what changed. */
async function readPlans({ repository, head, tree, changes, policy }: CostRequest): Promise<PlanFile[]> {
  const commit = await resolveCommit(repository, head)
  const plans: PlanFile[] = []
  for (const { path, root } of policy['terraform-plans']) {
    const file = await readWrittenFile(repository, head, tree, path)
    const refuse = (reason: string) => plans.push({ file: { path, believed: false, reason } })
    if (file.kind === 'refused') {
      refuse(file.reason)
      continue
    }
    const reading = readTerraformPlan(file.text, path, root)
    if (reading.kind === 'unreadable') {
      refuse(`it ${reading.problem}`)
      continue
    }
    const { plan } = reading
    if (!changes.some((change) => plan.covers(change.path))) continue
    if (plan.timestamp === undefined || commit === undefined) refuse('it does not say when it was made')
    else if (Date.parse(plan.timestamp) < Date.parse(commit.committedAt))
      refuse('it is older than the commit')
    else {
      const reason = `made in this job at ${plan.timestamp}, after the commit, and not committed`
      plans.push({ file: { path, believed: true, reason }, plan })
    }
  }
  return plans
}

async function readEstimate({ repository, head, tree, policy }: CostRequest): Promise<CostFacts['estimate']> {
  const path = policy.infracost
  if (path === undefined) return undefined
  const file = await readWrittenFile(repository, head, tree, path)
  if (file.kind === 'refused') return { file: { path, believed: false, reason: file.reason } }
  const estimate = readInfracost(file.text)
  if (estimate === undefined) return { file: { path, believed: false, reason: 'it states no difference' } }
  return { file: { path, believed: true, reason: 'made in this job, and not committed' }, ...estimate }
}
