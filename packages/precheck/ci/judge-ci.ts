import { findEnvironment, type PrecheckRules } from '../rules.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import type { CiFacts, CommitChecksFacts } from './facts.ts'
import { type JudgedCheck, judgeChecks } from './judge-checks.ts'
import { matchesAny } from './name-pattern.ts'
import { findOwnJobs } from './own-run.ts'
import { findRequired, listRequired, type RequiredResult } from './required.ts'

/** What reported on the judged commit, sorted. */
export interface CiJudgement {
  /** Without optional checks and deployments, unless they are required. */
  readonly counted: readonly JudgedCheck[]
  readonly required: readonly RequiredResult[]
  /** Jobs of this run that have not reported yet and do not wait for this one. */
  readonly notStarted: readonly string[]
  /** Checks that are this job or wait for it. */
  readonly leftOut: number
  /** The pull request on whose head everything was found, when nothing ran on this commit but on the same tree there. */
  readonly from: number | undefined
  /** What counts on that head, whatever ran here; empty where its tree is another. */
  readonly onSameTree: readonly JudgedCheck[]
}

export function judgeCi(
  facts: CiFacts,
  checks: CommitChecksFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CiJudgement {
  const own = findOwnJobs(facts.ownRun, checks.checkRuns)
  const judged = judgeChecks(checks, own, facts.head, facts.readAt)
  const sameTree = judgeSameTree(facts, subject)
  const environment = findEnvironment(rules, subject.environment)
  const required = findRequired(
    listRequired(
      facts.rules.known ? facts.rules.value : [],
      facts.protection.known ? facts.protection.value : [],
      [...rules.precheck['required-checks'], ...(environment?.['required-checks'] ?? [])],
    ),
    { judged, sameTree, trusted: facts.trusted, ownRun: facts.ownRun, deploying: isDeploying(subject) },
  )
  const demanded = new Set(required.flatMap((result) => ('checks' in result ? result.checks : [])))
  const optional = rules.precheck['optional-checks']
  const counts = (check: JudgedCheck) =>
    demanded.has(check) || !(check.deploys || matchesAny(optional, check.name))
  const here = judged.filter(counts)
  const onSameTree = sameTree?.judged.filter(counts) ?? []
  const elsewhere = here.length === 0 && sameTree !== undefined ? onSameTree : undefined
  return {
    counted: elsewhere ?? [...here, ...[...demanded].filter((check) => !judged.includes(check))],
    required,
    notStarted: own.notStarted,
    leftOut: checks.checkRuns.filter((check) => own.isThisJob(check) || own.waitsForThisJob(check)).length,
    from: elsewhere === undefined || elsewhere.length === 0 ? undefined : sameTree?.pullRequest,
    onSameTree,
  }
}

/** What the merged pull request's head says, where its tree is the judged one. */
function judgeSameTree({ predecessor, ownRun, head, readAt }: CiFacts, subject: SubjectFacts) {
  if (predecessor?.known !== true || predecessor.value.tree !== subject.tree) return undefined
  const { checks, pullRequest } = predecessor.value
  if (checks.unread.length > 0) return undefined
  return { pullRequest, judged: judgeChecks(checks, findOwnJobs(ownRun, checks.checkRuns), head, readAt) }
}
