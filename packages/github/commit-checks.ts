import { z } from 'zod'
import { type Answer, answered, describeProblem, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import {
  assembleCommitChecks,
  type CommitChecksAnswer,
  commitChecksAnswer,
  commitChecksQuery,
} from './commit-checks-query.ts'
import { isHole } from './holes.ts'

/** The workflow run behind a check, for checks of GitHub Actions. */
export interface RunOfCheck {
  readonly id: number
  /** Counts up per workflow. */
  readonly number: number
  readonly event: string
  /** Path of the workflow file; undefined when GitHub does not tell. */
  readonly path: string | undefined
}

export interface AppOfCheck {
  readonly id: number
  readonly slug: string
}

export interface CheckRun {
  readonly id: number | undefined
  readonly name: string
  /** `COMPLETED`, `IN_PROGRESS`, `QUEUED`, … */
  readonly status: string
  /** `SUCCESS`, `FAILURE`, `SKIPPED`, …; null while it runs. */
  readonly conclusion: string | null
  readonly url: string
  readonly suite: number
  readonly app: AppOfCheck | undefined
  readonly run: RunOfCheck | undefined
  /** The deployment that the job made by naming an environment. */
  readonly deployment: number | undefined
}

export interface StatusContext {
  readonly context: string
  /** `SUCCESS`, `FAILURE`, `ERROR`, `PENDING`, `EXPECTED`. */
  readonly state: string
  readonly url: string
  readonly creator: { readonly login: string; readonly type: string } | undefined
}

/** All runs of one app for one trigger; for GitHub Actions one workflow run. */
export interface CheckSuite {
  readonly id: number
  readonly status: string
  readonly conclusion: string | null
  readonly app: AppOfCheck | undefined
  readonly run: RunOfCheck | undefined
  readonly branch: string | undefined
  /** ISO 8601. For GitHub Actions the moment in which the run was created. */
  readonly createdAt: string
  readonly checkRuns: number
}

/** Everything that reported on exactly one commit. */
export interface CommitChecks {
  readonly checkRuns: readonly CheckRun[]
  readonly statuses: readonly StatusContext[]
  readonly suites: readonly CheckSuite[]
  /** Why some of it is missing; with an entry here absence proves nothing. */
  readonly unread: readonly string[]
}

/** More checks than this on one commit are not read to the end. Pages of 100. */
const maxPages = 15

const pageAnswer = z.object({
  repository: z.object({ object: commitChecksAnswer.nullable() }).nullable(),
})

/** Everything that reported on the commit, to the last page. One GraphQL point per page of 100. */
export async function readCommitChecks(github: GitHub, oid: string): Promise<Answer<CommitChecks>> {
  const first = await readPage(github, oid, null, null)
  return first.ok ? answered(await completeCommitChecks(github, oid, first.value)) : first
}

/** Reads the pages that follow a first one, and says what could not be read. */
export async function completeCommitChecks(
  github: GitHub,
  oid: string,
  first: CommitChecksAnswer,
): Promise<CommitChecks> {
  const pages = [first]
  const unread: string[] = []
  let next = followUp(first)
  for (let page = 1; next !== undefined; page += 1) {
    const read =
      page < maxPages
        ? await readPage(github, oid, next.contexts, next.suites)
        : unanswered({ kind: 'partial', message: `there are more than ${maxPages * 100} checks` })
    if (!read.ok) {
      unread.push(describeProblem(read.problem))
      break
    }
    pages.push(read.value)
    const following = followUp(read.value)
    next = following && {
      contexts: following.contexts ?? next.contexts,
      suites: following.suites ?? next.suites,
    }
  }
  return assembleCommitChecks(pages, unread)
}

async function readPage(
  github: GitHub,
  oid: string,
  contexts: string | null,
  suites: string | null,
): Promise<Answer<CommitChecksAnswer>> {
  const { owner, name } = github.repository
  const variables = { owner, name, oid, contexts, suites }
  const read = await github.graphqlInParts(commitChecksQuery, variables, pageAnswer)
  if (!read.ok) return read
  const object = read.value.repository?.object
  if (object === null || object === undefined) {
    return unanswered({ kind: 'not-found', message: `commit ${oid}` })
  }
  return answered(object)
}

interface Cursors {
  readonly contexts: string | null
  readonly suites: string | null
}

/** Where the next page begins; undefined when this was the last one of both lists. */
function followUp({
  statusCheckRollup: rollup,
  checkSuites: suites,
}: CommitChecksAnswer): Cursors | undefined {
  const contexts = rollup === null || isHole(rollup) || isHole(rollup.contexts) ? undefined : rollup.contexts
  const nextContexts = contexts?.pageInfo.hasNextPage ? contexts.pageInfo.endCursor : null
  const listed = suites === null || isHole(suites) ? undefined : suites
  const nextSuites = listed?.pageInfo.hasNextPage ? listed.pageInfo.endCursor : null
  return nextContexts === null && nextSuites === null
    ? undefined
    : { contexts: nextContexts, suites: nextSuites }
}
