import { z } from 'zod'
import { describeProblem } from './answer.ts'
import type {
  AppOfCheck,
  CheckRun,
  CheckSuite,
  CommitChecks,
  RunOfCheck,
  StatusContext,
} from './commit-checks.ts'
import { isHole, orHole } from './holes.ts'

const appAnswer = z.object({ databaseId: z.number().int(), slug: z.string() }).nullable()
const workflowRunAnswer = z
  .object({
    databaseId: z.number().int(),
    runNumber: z.number().int(),
    event: z.string(),
    file: z.object({ path: z.string() }).nullable(),
  })
  .nullable()
const checkRunAnswer = z.object({
  __typename: z.literal('CheckRun'),
  databaseId: z.number().int().nullable(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  permalink: z.string(),
  deployment: orHole(z.object({ databaseId: z.number().int().nullable() }).nullable()),
  checkSuite: z.object({ databaseId: z.number().int(), app: appAnswer, workflowRun: workflowRunAnswer }),
})
const statusAnswer = z.object({
  __typename: z.literal('StatusContext'),
  context: z.string(),
  state: z.string(),
  targetUrl: z.string().nullable(),
  creator: z.object({ __typename: z.string(), login: z.string() }).nullable(),
})
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })
const contextsAnswer = z.object({
  pageInfo,
  nodes: z.array(orHole(z.discriminatedUnion('__typename', [checkRunAnswer, statusAnswer]))),
})
const suitesAnswer = z.object({
  pageInfo,
  nodes: z.array(
    orHole(
      z.object({
        databaseId: z.number().int(),
        status: z.string(),
        conclusion: z.string().nullable(),
        createdAt: z.string(),
        app: appAnswer,
        branch: z.object({ name: z.string() }).nullable(),
        checkRuns: z.object({ totalCount: z.number().int() }).nullable(),
        workflowRun: workflowRunAnswer,
      }),
    ),
  ),
})

/** The answer to {@link commitChecksFragment}. */
export const commitChecksAnswer = z.object({
  statusCheckRollup: orHole(z.object({ contexts: orHole(contextsAnswer) }).nullable()),
  checkSuites: orHole(suitesAnswer.nullable()),
})
export type CommitChecksAnswer = z.infer<typeof commitChecksAnswer>

const runFields = 'databaseId runNumber event file { path }'

/** Needs the variables `$contexts` and `$suites`, the cursors. 100 contexts and 50 suites: about 52 requests by GitHub's count. */
export const commitChecksFragment = `fragment CommitChecks on Commit {
  statusCheckRollup { contexts(first: 100, after: $contexts) {
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on CheckRun {
        databaseId name status conclusion permalink deployment { databaseId }
        checkSuite { databaseId app { databaseId slug } workflowRun { ${runFields} } }
      }
      ... on StatusContext { context state targetUrl creator { __typename login } }
    }
  } }
  checkSuites(first: 50, after: $suites) {
    pageInfo { hasNextPage endCursor }
    nodes {
      databaseId status conclusion createdAt app { databaseId slug } branch { name }
      checkRuns(first: 1) { totalCount } workflowRun { ${runFields} }
    }
  }
}`

export const commitChecksQuery = `query CommitChecks($owner: String!, $name: String!, $oid: GitObjectID!, $contexts: String, $suites: String) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) { object(oid: $oid) { ...CommitChecks } }
}
${commitChecksFragment}`

/** Joins pages; what two pages share counts once. */
export function assembleCommitChecks(
  pages: readonly CommitChecksAnswer[],
  alreadyUnread: readonly string[],
): CommitChecks {
  const checkRuns = new Map<string, CheckRun>()
  const statuses = new Map<string, StatusContext>()
  const suites = new Map<number, CheckSuite>()
  const unread = new Set(alreadyUnread)
  for (const { statusCheckRollup: rollup, checkSuites } of pages) {
    const contexts = isHole(rollup) ? rollup : rollup?.contexts
    if (isHole(contexts)) unread.add(describeProblem(contexts.unanswered))
    for (const node of contexts === undefined || isHole(contexts) ? [] : contexts.nodes) {
      if (isHole(node)) unread.add(describeProblem(node.unanswered))
      else if (node.__typename === 'CheckRun') checkRuns.set(node.permalink, toCheckRun(node))
      else statuses.set(node.context, toStatus(node))
    }
    if (isHole(checkSuites)) unread.add(describeProblem(checkSuites.unanswered))
    for (const node of checkSuites === null || isHole(checkSuites) ? [] : checkSuites.nodes) {
      if (isHole(node)) unread.add(describeProblem(node.unanswered))
      else
        suites.set(node.databaseId, {
          id: node.databaseId,
          status: node.status,
          conclusion: node.conclusion,
          app: toApp(node.app),
          run: toRun(node.workflowRun),
          branch: node.branch?.name,
          createdAt: node.createdAt,
          checkRuns: node.checkRuns?.totalCount ?? 0,
        })
    }
  }
  return {
    checkRuns: [...checkRuns.values()],
    statuses: [...statuses.values()],
    suites: [...suites.values()],
    unread: [...unread],
  }
}

function toCheckRun(node: z.infer<typeof checkRunAnswer>): CheckRun {
  const inUrl = /\/job\/(\d+)$/.exec(node.permalink)?.[1]
  return {
    id: node.databaseId ?? (inUrl === undefined ? undefined : Number(inUrl)),
    name: node.name,
    status: node.status,
    conclusion: node.conclusion,
    url: node.permalink,
    suite: node.checkSuite.databaseId,
    app: toApp(node.checkSuite.app),
    run: toRun(node.checkSuite.workflowRun),
    // Without deployments: read a job that deploys looks like any other: it counts, which asks more.
    deployment: isHole(node.deployment) ? undefined : (node.deployment?.databaseId ?? undefined),
  }
}

function toStatus({ context, state, targetUrl, creator }: z.infer<typeof statusAnswer>): StatusContext {
  return {
    context,
    state,
    url: targetUrl ?? '',
    creator: creator === null ? undefined : { login: creator.login, type: creator.__typename },
  }
}

function toApp(app: z.infer<typeof appAnswer>): AppOfCheck | undefined {
  return app === null ? undefined : { id: app.databaseId, slug: app.slug }
}

function toRun(run: z.infer<typeof workflowRunAnswer>): RunOfCheck | undefined {
  if (run === null) return undefined
  return { id: run.databaseId, number: run.runNumber, event: run.event, path: run.file?.path }
}
