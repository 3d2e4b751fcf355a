import { setFailed, warning } from '@actions/core'
import { createCommitStatus, describeProblem, upsertComment } from '@operator/github'
import { headline, type Report, renderComment, type Verdict } from '@operator/report'
import type { z } from 'zod'
import type { EventContext } from './event-context.ts'
import { say } from './log.ts'
import type { Request } from './request.ts'

/** Keeps the one comment of this action and service. A token that may not write costs the comment, never the verdict. */
export async function publishComment<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  report: Report,
  existing: 'listed' | 'counted',
): Promise<void> {
  const { github, event, common } = request
  if (!common.comment || github === undefined || event.pullRequest === undefined) return
  const written = await upsertComment(github, {
    issue: event.pullRequest.number,
    key: `${report.action}:${common.service}`,
    body: renderComment(report, existing),
  })
  if (written.ok) say(`Comment ${written.value.change}: ${written.value.url}`)
  else if (hasReadOnlyToken(event)) {
    say('No comment: the token of a pull request from a fork or from Dependabot is read-only.')
  } else warning(`No comment was written. ${describeProblem(written.problem)} See the job summary.`)
}

/** GitHub gives these runs a token that reads, whatever `permissions` says. */
function hasReadOnlyToken({ name, pullRequest, actor }: EventContext): boolean {
  return name === 'pull_request' && (pullRequest?.fork === true || actor === 'dependabot[bot]')
}

const states: Readonly<Record<Verdict, 'success' | 'failure' | 'pending'>> = {
  go: 'success',
  'no-go': 'failure',
  'ask-human': 'pending',
  incomplete: 'pending',
}

/**
 * Sets the commit status where the repository chose it as its light: success for go and nothing else. A light that cannot be
 * set may still show an earlier go, so then the job fails.
 */
export async function publishStatus<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  report: Report,
): Promise<void> {
  const { github, event, common } = request
  if (!common['commit-status'] || report.subject.head === null) return
  const place = [common.service, ...(common.environment === undefined ? [] : [common.environment])].join('/')
  const fail = report.verdict === 'go' ? warning : setFailed
  if (github === undefined) {
    fail('No commit status was set: there is no token.')
    return
  }
  const set = await createCommitStatus(github, {
    sha: report.subject.head,
    state: states[report.verdict],
    context: `operator/${report.action} (${place})`,
    description: headline(report),
    ...(event.run !== undefined && { targetUrl: event.run.url }),
  })
  if (!set.ok) fail(`No commit status was set. ${describeProblem(set.problem)}`)
}
