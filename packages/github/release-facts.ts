import { z } from 'zod'
import { type Answer, answered, type Problem, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import { type CommitChecks, completeCommitChecks } from './commit-checks.ts'
import { commitChecksAnswer, commitChecksFragment } from './commit-checks-query.ts'
import {
  type DeploymentHistory,
  deploymentHistoryAnswer,
  deploymentHistoryFragment,
} from './deployment-history.ts'
import {
  type DeploymentRefs,
  deploymentRefsFragment,
  locksAnswer,
  rollbacksAnswer,
  toDeploymentRefs,
} from './deployment-refs.ts'
import { commentsFragment, type Discussion, discussionAnswer, discussionLength } from './discussions.ts'
import { type Hole, isHole, orHole } from './holes.ts'
import { type OpenIncidents, openIncidentsAnswer, openIncidentsFragment } from './open-incidents.ts'
import { completePullRequest } from './pull-request-pages.ts'
import {
  type ReviewedPullRequest,
  reviewedPullRequestAnswer,
  reviewedPullRequestFragment,
} from './pull-request-review.ts'

/** What is asked about one commit; a part that is left out is not asked. */
export interface ReleaseQuestion {
  readonly oid: string
  readonly pullRequest?: number
  /** Spellings of the environment's name: GitHub's filter may tell cases apart. */
  readonly target?: readonly string[]
  /** Spellings of the name of the environment that comes before. */
  readonly before?: readonly string[]
  readonly incidentLabel?: string
  /** Whether locks of environments and records of rollbacks are asked for. */
  readonly refs?: boolean
}

/** One answer for each part that was asked. */
export interface ReleaseFacts {
  /** Whom GitHub takes this token for; undefined when it does not tell. */
  readonly viewer: string | undefined
  readonly checks: Answer<CommitChecks>
  readonly pullRequest: Answer<ReviewedPullRequest> | undefined
  /** What was said on the pull request: the newest comments. */
  readonly discussion: Answer<Discussion> | undefined
  readonly target: Answer<DeploymentHistory> | undefined
  readonly before: Answer<DeploymentHistory> | undefined
  readonly incidents: Answer<OpenIncidents> | undefined
  readonly refs: Answer<DeploymentRefs> | undefined
}

const deployments = 'first: 20, orderBy: { field: CREATED_AT, direction: DESC }'

/** One or two points by GitHub's count, however much of it is asked. */
export const releaseQuery = `query Release(
  $owner: String!, $name: String!, $oid: GitObjectID!, $contexts: String, $suites: String,
  $askPullRequest: Boolean!, $number: Int!, $askTarget: Boolean!, $target: [String!], $askBefore: Boolean!, $before: [String!],
  $askIncidents: Boolean!, $labels: [String!], $askRefs: Boolean!
) {
  rateLimit { cost }
  viewer { login }
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ...CommitChecks }
    pullRequest(number: $number) @include(if: $askPullRequest) { ...ReviewedPullRequest }
    discussion: pullRequest(number: $number) @include(if: $askPullRequest) { number comments(last: ${discussionLength}) { ...Comments } }
    target: deployments(environments: $target, ${deployments}) @include(if: $askTarget) { ...DeploymentHistory }
    before: deployments(environments: $before, ${deployments}) @include(if: $askBefore) { ...DeploymentHistory }
    issues(first: 24, states: OPEN, labels: $labels, orderBy: { field: CREATED_AT, direction: DESC }) @include(if: $askIncidents) {
      ...OpenIncidents
    }
    ...DeploymentRefs @include(if: $askRefs)
  }
}
${commitChecksFragment}
${reviewedPullRequestFragment}
${commentsFragment}
${deploymentHistoryFragment}
${openIncidentsFragment}
${deploymentRefsFragment}`

const part = <T>(schema: z.ZodType<T>) => orHole(schema.nullable()).optional()

const releaseAnswer = z.object({
  viewer: orHole(z.object({ login: z.string() }).nullable()),
  repository: orHole(
    z
      .object({
        object: orHole(commitChecksAnswer.nullable()),
        pullRequest: part(reviewedPullRequestAnswer),
        discussion: part(discussionAnswer),
        target: part(deploymentHistoryAnswer),
        before: part(deploymentHistoryAnswer),
        issues: part(openIncidentsAnswer),
        locks: part(locksAnswer),
        rollbacks: part(rollbacksAnswer),
      })
      .nullable(),
  ),
})

/** The parts that may not be null in GitHub's schema: refused, each takes the whole repository with it. */
const spoilers = { target: 'target', before: 'before', issues: 'incidents' } as const
type Spoiler = (typeof spoilers)[keyof typeof spoilers]

/** Asks all of it at once. A part that GitHub refuses is unanswered by itself; the rest is asked again without it. */
export async function readReleaseFacts(
  github: GitHub,
  question: ReleaseQuestion,
  refused: Partial<Record<Spoiler, Problem>> = {},
): Promise<Answer<ReleaseFacts>> {
  const { owner, name } = github.repository
  const { oid, pullRequest, target, before, incidentLabel, refs = false } = question
  const asks = (asked: unknown, part: Spoiler) => asked !== undefined && refused[part] === undefined
  const read = await github.graphqlInParts(
    releaseQuery,
    {
      owner,
      name,
      oid,
      contexts: null,
      suites: null,
      askPullRequest: pullRequest !== undefined,
      number: pullRequest ?? 0,
      askTarget: asks(target, 'target'),
      target: target ?? [],
      askBefore: asks(before, 'before'),
      before: before ?? [],
      askIncidents: asks(incidentLabel, 'incidents'),
      labels: incidentLabel === undefined ? [] : [incidentLabel],
      askRefs: refs,
    },
    releaseAnswer,
  )
  if (!read.ok) return read
  const { viewer, repository } = read.value
  if (repository === null) return unanswered({ kind: 'not-found', message: `${owner}/${name}` })
  if (isHole(repository)) {
    const spoiler = spoilerOf(repository)
    if (spoiler === undefined || refused[spoiler] !== undefined) return unanswered(repository.unanswered)
    return readReleaseFacts(github, question, { ...refused, [spoiler]: repository.unanswered })
  }
  const checks = toAnswer(repository.object, `commit ${oid}`)
  const pull = ifAsked(pullRequest, repository.pullRequest, undefined, `pull request #${pullRequest}`)
  return answered({
    viewer: viewer === null || isHole(viewer) ? undefined : viewer.login,
    checks: checks.ok ? answered(await completeCommitChecks(github, oid, checks.value)) : checks,
    pullRequest: pull?.ok === true ? answered(await completePullRequest(github, pull.value)) : pull,
    discussion: ifAsked(pullRequest, repository.discussion, undefined, `comments on #${pullRequest}`),
    target: ifAsked(target, repository.target, refused.target, 'deployments'),
    before: ifAsked(before, repository.before, refused.before, 'deployments'),
    incidents: ifAsked(incidentLabel, repository.issues, refused.incidents, 'issues'),
    refs: refs ? refsOf(repository) : undefined,
  })
}

function refsOf({
  locks,
  rollbacks,
}: Extract<
  z.infer<typeof releaseAnswer>['repository'],
  { readonly object: unknown }
>): Answer<DeploymentRefs> {
  const missing = unanswered({ kind: 'invalid', message: 'the answer lacks refs' })
  if (isHole(locks)) return unanswered(locks.unanswered)
  if (isHole(rollbacks)) return unanswered(rollbacks.unanswered)
  return locks == null || rollbacks == null ? missing : answered(toDeploymentRefs(locks, rollbacks))
}

function spoilerOf({ path }: Hole): Spoiler | undefined {
  return Object.entries(spoilers).find(([alias]) => alias === path[1])?.[1]
}

function toAnswer<T>(value: T | Hole | null, what: string): Answer<T> {
  if (value === null) return unanswered({ kind: 'not-found', message: what })
  return isHole(value) ? unanswered(value.unanswered) : answered(value)
}

/** What was asked and is missing from the answer is unanswered, not unasked. */
function ifAsked<T>(
  asked: unknown,
  value: T | Hole | null | undefined,
  refused: Problem | undefined,
  what: string,
): Answer<T> | undefined {
  if (asked === undefined) return undefined
  if (refused !== undefined) return unanswered(refused)
  if (value === undefined) return unanswered({ kind: 'invalid', message: `the answer lacks ${what}` })
  return toAnswer(value, what)
}
