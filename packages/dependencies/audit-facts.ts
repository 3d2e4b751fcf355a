import type { CheckOutcome, Evidence } from '@operator/report'
import type { DependenciesSnapshot, ProblemIn } from './snapshot.ts'

type Settled = Omit<CheckOutcome, 'id' | 'findings' | 'evidence'>

/** Why the absence of findings proves nothing here; undefined when it does. */
export function incompleteAudit(snapshot: DependenciesSnapshot): Settled | undefined {
  const { source, unread, lockfiles } = snapshot
  if (!source.answered)
    return unknown(
      'source-unavailable',
      `The advisory source ${source.url} gave no answer: ${source.detail}.`,
      'Run this again, or name a source that this machine reaches under security.dependencies.source.',
    )
  const [undeclared, ...others] = snapshot.private.undeclared
  if (undeclared !== undefined)
    return unknown(
      'undeclared-private',
      `${undeclared}${others.length > 0 ? ` and ${others.length} more` : ''} would come from a registry that only this change names, so nothing was asked about it.`,
      'List it under security.dependencies.private on the target branch, or take it from the public registry.',
    )
  const [changed] = unread.filter((one) => one.changed)
  if (changed !== undefined)
    return unknown(
      'unread-lockfile',
      `${changed.path} was not audited: ${changed.reason}.`,
      'Commit a lockfile that can be read and that pins everything, or list the path under security.dependencies.ignore.',
    )
  const [unresolved] = introducedProblems(snapshot, 'unresolved')
  if (unresolved !== undefined)
    return unknown(
      'unresolved-version',
      `${unresolved.path}: ${unresolved.problem.message}, so it was not audited.`,
      'Pin exact versions, or list the path under security.dependencies.ignore.',
    )
  if (lockfiles.length > 0) return undefined
  const message =
    unread.length === 0
      ? 'The repository has no lockfile and no manifest that needs one.'
      : `Nothing that could be audited changed; ${unread[0]?.path ?? ''} is not audited: ${unread[0]?.reason ?? ''}.`
  return {
    status: 'not-applicable',
    reason: { code: unread.length === 0 ? 'no-lockfile' : 'nothing-audited', message },
    ...(unread.length > 0 && { next: 'Commit a lockfile, so that what is installed can be audited.' }),
  }
}

function unknown(code: string, message: string, next: string): Settled {
  return { status: 'unknown', reason: { code, message }, next }
}

/** No source of advisories speaks of what comes from elsewhere; undefined where the change brings nothing of the kind. */
export function unknownOrigin(snapshot: DependenciesSnapshot): Settled | undefined {
  const [first, ...others] = snapshot.full ? [] : introducedProblems(snapshot, 'elsewhere')
  if (first === undefined) return undefined
  const names = new Set(
    others.map(({ problem }) => problem.name).filter((name) => name !== first.problem.name),
  )
  const more = names.size === 0 ? '' : `, nor of ${names.size} more`
  return unknown(
    'unknown-origin',
    `${first.path}: ${first.problem.message}; no advisory source says whether it is malicious${more}.`,
    'Take it from the registry, or read what it does and list its name under security.dependencies.private, its host under security.dependencies.registries or its path under security.dependencies.ignore on the target branch.',
  )
}

function introducedProblems(
  { head, base }: DependenciesSnapshot,
  kind: ProblemIn['problem']['kind'],
): ProblemIn[] {
  const key = ({ path, problem }: ProblemIn) => `${path}\0${problem.name}\0${problem.message}`
  const known = new Set(base.problems.map(key))
  return head.problems.filter((one) => one.problem.kind === kind && !known.has(key(one)))
}

/** How many files are named one by one. */
const named = 20

/** What was read, who was asked, and what was left out. */
export function evidenceOf(snapshot: DependenciesSnapshot): Evidence[] {
  const { lockfiles, source, unread, ignored } = snapshot
  const audited = lockfiles.map(({ path, packages }) => `${path}: ${packages} packages`)
  const skipped = unread.map(({ path, reason }) => `${path} was not audited: ${reason}`)
  const facts = [
    ...listed(audited, 'lockfiles were read'),
    ...listed(skipped, 'files were not audited'),
    ...(ignored.length === 0
      ? []
      : [
          `${ignored.length} lockfiles of other people's code, of fixtures or ignored by the policy were left out: ${ignored.slice(0, 3).join(', ')}`,
        ]),
    ...(snapshot.firstRegistries ?? []).map(
      (host) => `${host} is taken for the registry: the first lockfile names it, and nothing on the base`,
    ),
    ...(snapshot.private.count === 0
      ? []
      : [`${snapshot.private.count} private packages were not asked about`]),
  ]
  return [
    ...facts.map((fact) => ({ fact, source: 'git objects' })),
    ...(source.queries > 0 || !source.answered
      ? [{ fact: `${source.queries} package versions asked: ${source.detail}`, source: source.url }]
      : []),
  ]
}

function listed(facts: readonly string[], rest: string): string[] {
  return facts.length <= named
    ? [...facts]
    : [...facts.slice(0, named), `${facts.length - named} more ${rest}`]
}
