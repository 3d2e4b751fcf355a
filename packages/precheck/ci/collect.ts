import { readFile, resolveCommit } from '@operator/git'
import {
  type Answer,
  type CommitChecks,
  type GitHub,
  type RequiredContext,
  readCommitChecks,
  readRepositoryFile,
} from '@operator/github'
import { describeWorkflow, type SourceFile } from '@operator/workflows'
import { type Fact, factOf, known, noToken, unreadBecause } from '../fact.ts'
import type { PrecheckRequest } from '../request.ts'
import type { SubjectFacts } from '../subject.ts'
import { describeWorkflows, toWorkflowFacts, toWorkflowSet } from './describe-workflows.ts'
import { type CiFacts, gate, type OwnRunFacts, type PredecessorFacts } from './facts.ts'
import { findGate } from './gates.ts'
import { judgeCi } from './judge-ci.ts'
import { waitForChecks } from './wait.ts'

export interface CiSources {
  readonly checks: Answer<CommitChecks> | undefined
  readonly rules: Answer<readonly RequiredContext[]> | undefined
  readonly protection: Answer<readonly RequiredContext[]> | undefined
  readonly trusted: readonly SourceFile[]
  readonly head: readonly SourceFile[]
  /** The merged pull request that the judged commit came from. */
  readonly merged: { readonly number: number; readonly head: string; readonly tree: string } | undefined
}

/** Everything about CI, waiting for what is unfinished. */
export async function collectCi(
  request: PrecheckRequest,
  subject: SubjectFacts,
  sources: CiSources,
): Promise<CiFacts> {
  const { github, operator, rules, wait, progress } = request
  const ownRun = await describeOwnRun(request)
  const facts: CiFacts = {
    checks: asked(sources.checks),
    readAt: new Date().toISOString(),
    waited: 0,
    rules: asked(sources.rules),
    protection: asked(sources.protection),
    trusted: toWorkflowSet(describeWorkflows(sources.trusted), operator),
    head: toWorkflowSet(describeWorkflows(sources.head), operator),
    ...(ownRun !== undefined && { ownRun }),
  }
  if (github === undefined) return facts
  const withPredecessor = await addPredecessor(facts, subject, request, sources.merged, github)
  return waitForChecks(withPredecessor, subject, rules, github, wait, progress)
}

function asked<T>(answer: Answer<T> | undefined): Fact<T> {
  return answer === undefined ? noToken : factOf(answer)
}

/**
 * After a merge the checks hang on the pull request's head. They are asked for only where this commit lacks some, and where
 * both trees are the same: another tree was never tested by them.
 */
async function addPredecessor(
  facts: CiFacts,
  subject: SubjectFacts,
  { rules }: PrecheckRequest,
  merged: CiSources['merged'],
  github: GitHub,
): Promise<CiFacts> {
  if (merged === undefined || merged.tree !== subject.tree || !facts.checks.known) return facts
  const judgement = judgeCi(facts, facts.checks.value, subject, rules)
  const gates = gate.options.filter((one) => rules.checks[`precheck/${one}`] === 'enforce')
  const lacks =
    judgement.counted.length === 0 ||
    judgement.required.some(({ kind }) => kind === 'missing') ||
    gates.some((one) => findGate(one, judgement, facts.head, rules.precheck.gates[one]).length === 0)
  if (!lacks) return facts
  const read = await readCommitChecks(github, merged.head)
  if (!read.ok) return { ...facts, predecessor: factOf(read) }
  const value: PredecessorFacts = {
    oid: merged.head,
    tree: merged.tree,
    pullRequest: merged.number,
    checks: read.value,
  }
  return { ...facts, predecessor: known(value) }
}

/** The workflow file of this very run: from the clone, else from GitHub. */
async function describeOwnRun(request: PrecheckRequest): Promise<OwnRunFacts | undefined> {
  const { run, job, checkRun, operator } = request
  if (run === undefined) return undefined
  const content = await readOwnWorkflow(request)
  const reading = content.known ? describeWorkflow(run.workflow.path, content.value) : undefined
  return {
    id: run.id,
    ...(checkRun !== undefined && { checkRun }),
    ...(job !== undefined && { job }),
    ...(reading?.kind === 'workflow' && { workflow: toWorkflowFacts(reading.workflow, operator) }),
  }
}

async function readOwnWorkflow({ range, run, github }: PrecheckRequest): Promise<Fact<Uint8Array>> {
  if (run === undefined) return unreadBecause('no-run', 'This is no job of a workflow.')
  const { path, sha } = run.workflow
  const commit = await resolveCommit(range.repository, sha)
  if (commit !== undefined) {
    const file = await readFile(range.repository, commit.oid, path)
    if (file?.kind === 'content') return known(file.content)
  }
  if (github === undefined) return noToken
  const read = await readRepositoryFile(github, path, sha)
  return read.ok ? known(Buffer.from(read.value.text)) : factOf(read)
}
