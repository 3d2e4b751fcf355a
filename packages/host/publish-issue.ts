import { setFailed } from '@actions/core'
import { describeProblem, keepTrackingIssue, type TrackingIssue } from '@operator/github'
import type { z } from 'zod'
import type { EventContext } from './event-context.ts'
import { say } from './log.ts'
import type { Request } from './request.ts'

/**
 * Keeps the tracking issue and returns its address, if there is one. It speaks of the default branch, so other branches and
 * pull requests leave it alone. An issue that cannot be kept fails the step: nobody would see what it should say.
 */
export async function publishIssue<Shape extends z.ZodRawShape>(
  request: Request<Shape>,
  issue: TrackingIssue | undefined,
): Promise<string | undefined> {
  const { github, event } = request
  if (issue === undefined) return undefined
  if (event.name === 'local') {
    say('No tracking issue: this is no run on GitHub.')
    return undefined
  }
  if (!isDefaultBranch(event)) {
    say(
      'The tracking issue speaks of the default branch; this run judges something else and leaves it alone.',
    )
    return undefined
  }
  if (github === undefined) {
    setFailed(
      'The tracking issue was not kept: there is no token. Give one with the permission issues: write.',
    )
    return undefined
  }
  const kept = await keepTrackingIssue(github, issue)
  if (!kept.ok) {
    setFailed(`The tracking issue was not kept. ${describeProblem(kept.problem)}`)
    return undefined
  }
  if (kept.value === undefined) {
    say('No tracking issue is needed.')
    return undefined
  }
  say(`Tracking issue ${kept.value.change}: ${kept.value.url}`)
  return kept.value.url
}

/** A schedule runs on the default branch only, and its payload need not name it. */
function isDefaultBranch({ name, ref, defaultBranch, pullRequest }: EventContext): boolean {
  if (name === 'schedule') return true
  return pullRequest === undefined && defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`
}
