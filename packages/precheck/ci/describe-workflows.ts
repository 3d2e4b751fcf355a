import { describeWorkflow, type SourceFile, type WorkflowDescription } from '@operator/workflows'
import { detectGates } from './detect-gates.ts'
import type { WorkflowFacts, WorkflowSetFacts } from './facts.ts'

/** The workflow files among the sources of a commit, with what could not be read. */
export function describeWorkflows(sources: readonly SourceFile[]): {
  readonly workflows: readonly WorkflowDescription[]
  readonly unreadable: readonly string[]
} {
  const workflows: WorkflowDescription[] = []
  const unreadable: string[] = []
  for (const { path, content } of sources) {
    if (content === undefined) {
      unreadable.push(path)
      continue
    }
    const reading = describeWorkflow(path, content)
    if (reading?.kind === 'workflow') workflows.push(reading.workflow)
    else if (reading?.kind === 'unreadable') unreadable.push(path)
  }
  return { workflows, unreadable }
}

/** What of them is kept in the snapshot. `operator` is the repository that this action comes from, where that is known. */
export function toWorkflowSet(
  { workflows, unreadable }: ReturnType<typeof describeWorkflows>,
  operator: string | undefined,
): WorkflowSetFacts {
  return { workflows: workflows.map((workflow) => toWorkflowFacts(workflow, operator)), unreadable }
}

export function toWorkflowFacts(
  { path, events, jobs }: WorkflowDescription,
  operator: string | undefined,
): WorkflowFacts {
  return {
    path,
    events,
    jobs: jobs.map((job) => ({
      id: job.id,
      checkNames: job.checkNames,
      needs: job.needs,
      gates: detectGates(job),
      deploys: job.deploys,
      runsOperator: job.actions.some((action) => isGate(action, operator)),
    })),
  }
}

/** The gate or precheck itself: what it decided on the pull request is decided again before the deployment. */
function isGate(action: string, operator: string | undefined): boolean {
  if (operator === undefined) return false
  const [name = ''] = action.toLowerCase().split('@')
  const from = operator.toLowerCase()
  return [from, `${from}/gate`, `${from}/precheck`].includes(name)
}
