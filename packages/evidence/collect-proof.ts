import {
  describeProblem,
  type GitHub,
  listRunArtifacts,
  readArtifactFile,
  readRepositoryFile,
  readRunOrigin,
} from '@operator/github'
import { compareWorkflow, type ReadFile } from './compare-workflow.ts'
import type { ArtifactComparison, Proof } from './proof.ts'
import type { RunFacts } from './run-facts.ts'
import type { Statement } from './statement.ts'
import { maxEvidence, parseEvidence, serialiseEvidence } from './text.ts'

/** The artifact in which a run keeps its evidence for other runs. */
export function evidenceArtifact(action: string): string {
  return `operator-${action}`
}

/** The file in it. */
export const evidenceFile = 'evidence.json'

/** The report lies beside the evidence in the archive. Bytes. */
const maxArchive = 32 * 1_048_576

/** Reads what is needed to believe a statement: this run's workflow, or the run that the statement names. */
export async function collectProof(
  evidence: Statement,
  github: GitHub | undefined,
  thisRun: RunFacts | undefined,
): Promise<Proof> {
  const { run } = evidence.predicate
  if (run === null) {
    return { kind: 'none', code: 'no-run', message: 'It was made outside of GitHub Actions.' }
  }
  if (github === undefined) {
    return { kind: 'none', code: 'no-token', message: 'There is no token to check it with.' }
  }
  const read: ReadFile = (path, ref) => readRepositoryFile(github, path, ref)
  if (thisRun !== undefined && run.id === thisRun.id && run.repository.id === thisRun.repository.id) {
    const { path, sha } = thisRun.workflow
    return { kind: 'same-run', run: thisRun, workflow: await compareWorkflow(read, path, sha) }
  }
  const origin = await readRunOrigin(github, run.id)
  if (!origin.ok) {
    const message = `Run ${run.id} could not be read. ${describeProblem(origin.problem)}`
    return { kind: 'none', code: 'run-unread', message }
  }
  const { repositoryId, id, attempt, event, headSha, path } = origin.value
  return {
    kind: 'read-back',
    run: { repositoryId, id, attempt, event, headSha, path },
    artifact: await compareArtifact(evidence, github),
    workflow: await compareWorkflow(read, path, headSha),
  }
}

async function compareArtifact(evidence: Statement, github: GitHub): Promise<ArtifactComparison> {
  const { action, run } = evidence.predicate
  const name = evidenceArtifact(action)
  const listed = await listRunArtifacts(github, run?.id ?? 0, name)
  if (!listed.ok) return { kind: 'unread', message: describeProblem(listed.problem) }
  // Each attempt uploads its own; the newest is the one that the newest attempt left.
  const newest = [...listed.value].sort((a, b) => b.id - a.id)[0]
  if (newest === undefined) return { kind: 'missing', name }
  const limits = { maxArchive, maxFile: maxEvidence }
  const content = await readArtifactFile(github, newest, evidenceFile, limits)
  if (!content.ok) {
    const message = describeProblem(content.problem)
    return content.problem.kind === 'invalid' ? { kind: 'differs', message } : { kind: 'unread', message }
  }
  const kept = parseEvidence(content.value.toString('utf8'))
  if (!kept.ok || serialiseEvidence(kept.statement) !== serialiseEvidence(evidence)) {
    return { kind: 'differs', message: `${evidenceFile} in ${name} is another statement.` }
  }
  return { kind: 'equal', digest: newest.digest ?? '' }
}
