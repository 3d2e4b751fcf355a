export type CommandDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      /** Stable. */
      readonly code: 'privileged-event' | 'unknown-event'
      /** One sentence. */
      readonly message: string
      /** What to do, one imperative sentence. */
      readonly next: string
    }

/** Outside GitHub Actions the person who started this could run the command just as well. */
const safe = new Set([
  'local',
  'pull_request',
  'pull_request_review',
  'merge_group',
  'push',
  'schedule',
  'workflow_dispatch',
  'workflow_call',
  'repository_dispatch',
  'deployment',
  'release',
])

/** These run with the base repository's secrets and a token that may write, about content that anybody sent. */
const privileged = new Set([
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion_comment',
])

const next = 'Run this in a workflow on pull_request, merge_group or push, in a job with contents: read.'

/** Whether the repository's own commands may run on this event; an event that is not known to be safe is refused. */
export function mayRunCommands(event: string): CommandDecision {
  if (safe.has(event)) return { allowed: true }
  if (privileged.has(event)) {
    const message = `On ${event} a command of the repository would run with rights that its author need not have.`
    return { allowed: false, code: 'privileged-event', message, next }
  }
  const message = `Commands of the repository are not run on the event ${JSON.stringify(event)}.`
  return { allowed: false, code: 'unknown-event', message, next }
}
