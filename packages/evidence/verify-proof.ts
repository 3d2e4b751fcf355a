import type { ArtifactComparison, Proof, WorkflowComparison } from './proof.ts'
import { again, type Rejection, reject } from './rejection.ts'
import type { Statement } from './statement.ts'

/** What keeps the proof from standing behind the statement; undefined when nothing does. */
export function findDoubt({ predicate }: Statement, proof: Proof): Rejection | undefined {
  const { run } = predicate
  if (run === null) return reject('no-run', 'It was made outside of GitHub Actions.', again)
  switch (proof.kind) {
    case 'none':
      return reject(proof.code, proof.message, remedies[proof.code])
    case 'same-run': {
      const { run: current } = proof
      const same =
        run.id === current.id &&
        run.repository.id === current.repository.id &&
        run.event === current.event &&
        run.headSha === current.headSha &&
        run.workflow.path === current.workflow.path &&
        run.workflow.sha === current.workflow.sha
      if (!same) return reject('other-run', `It describes run ${run.id} otherwise than that run is.`, again)
      if (run.attempt > current.attempt) {
        const message = `It claims attempt ${run.attempt} of this run, which is in attempt ${current.attempt}.`
        return reject('later-attempt', message, again)
      }
      return otherWorkflow(proof.workflow)
    }
    case 'read-back': {
      const { run: origin } = proof
      const same =
        run.id === origin.id &&
        run.repository.id === origin.repositoryId &&
        run.event === origin.event &&
        run.headSha === origin.headSha &&
        run.attempt === origin.attempt &&
        run.workflow.path === origin.path
      if (!same) {
        const message = `GitHub describes run ${run.id} otherwise than the evidence does.`
        return reject('other-run', message, again)
      }
      return otherWorkflow(proof.workflow) ?? otherArtifact(proof.artifact)
    }
  }
}

const remedies = {
  'no-run': again,
  'no-token': 'Give this action a token with actions: read and contents: read.',
  'run-unread': 'Grant this job actions: read, or hand the evidence over from a job of this run (needs).',
} as const

function otherWorkflow(comparison: WorkflowComparison): Rejection | undefined {
  switch (comparison.kind) {
    case 'equal':
      return undefined
    case 'differs': {
      const message = `Its workflow ran with another ${comparison.path} than the default branch has.`
      return reject(
        'workflow-differs',
        message,
        'Run the workflow again from a commit whose workflow is the default branch’s.',
      )
    }
    case 'unread':
      return reject('workflow-unread', comparison.message, 'Grant this job contents: read.')
  }
}

function otherArtifact(comparison: ArtifactComparison): Rejection | undefined {
  const next = 'Upload the folder of the report with actions/upload-artifact in the job that made it.'
  switch (comparison.kind) {
    case 'equal':
      return undefined
    case 'missing':
      return reject('artifact-missing', `Its run left no artifact ${comparison.name}.`, next)
    case 'differs':
      return reject('artifact-differs', `Its run left other evidence. ${comparison.message}`, again)
    case 'unread':
      return reject('artifact-unread', `The artifact could not be read. ${comparison.message}`, next)
  }
}
