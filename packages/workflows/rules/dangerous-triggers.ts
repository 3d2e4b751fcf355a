import type { WorkflowFile } from '../file.ts'
import type { WorkflowsPolicy } from '../policy.ts'
import type { Rule } from '../rule.ts'
import { checksOutForeign, handsOverHead } from '../trigger.ts'
import { isAction } from '../uses.ts'
import { templateInjection } from './template-injection.ts'

/** These events hand the base's secrets to a run that an outsider starts. */
export const dangerousTriggers: Rule = {
  id: 'dangerous-triggers',
  remedy: 'Use pull_request, or keep the job from checking out, downloading or running anything of the head.',
  *audit(file, policy) {
    if (file.kind !== 'workflow' || file.on === undefined) return
    for (const event of ['pull_request_target', 'workflow_run']) {
      if (!file.triggers.has(event) || onlyLabels(file)) continue
      const obstacle = touchesHead(file, policy)
      yield {
        at: file.on.at,
        level: obstacle === undefined ? 'note' : 'error',
        message:
          obstacle === undefined
            ? `${event} runs with the base's secrets; no job checks out, downloads or runs anything of the head.`
            : `${event} runs with the base's secrets, and ${obstacle}.`,
        subject: event,
      }
    }
  },
}

/** Why a workflow is not the data-only pattern, in which nothing of the head is ever run; undefined when it is. */
function touchesHead(file: WorkflowFile, policy: WorkflowsPolicy): string | undefined {
  for (const job of file.jobs) {
    if (job.uses) return `the workflow called by ${job.id} cannot be seen from here`
    for (const step of job.steps) {
      if (checksOutForeign(step) !== undefined)
        return `a step of ${job.id} checks out other code than the base's`
      if (handsOverHead(step))
        return `a step of ${job.id} hands the head to ${step.uses?.text ?? 'an action'}`
      if (downloads(step.uses?.text, step.run?.text))
        return `a step of ${job.id} downloads an artifact of another run`
    }
  }
  for (const hit of templateInjection.audit(file, policy)) {
    if (hit.level !== 'note') return "text of the outsider's is pasted into a script"
  }
  return undefined
}

function downloads(uses: string | undefined, run: string | undefined): boolean {
  if (isAction(uses, 'actions/download-artifact') || isAction(uses, 'dawidd6/action-download-artifact'))
    return true
  return run !== undefined && /\bgh\s+run\s+download\b|\/actions\/(runs|artifacts)\//.test(run)
}

/** The labeler reads file names through the API only. */
function onlyLabels(file: WorkflowFile): boolean {
  return (
    file.jobs.length === 1 &&
    file.steps.length === 1 &&
    isAction(file.steps[0]?.uses?.text, 'actions/labeler')
  )
}
