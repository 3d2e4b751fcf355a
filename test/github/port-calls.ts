import {
  type Answer,
  acquireRefLock,
  commentOnIssue,
  compareCommits,
  createCommitStatus,
  createDeployment,
  createDeploymentStatus,
  createIssue,
  dispatchWorkflow,
  type GitHub,
  getWorkflowRun,
  hasRef,
  keepTrackingIssue,
  listDeploymentStatuses,
  listDeployments,
  listIssues,
  listMergedPullRequests,
  listRunArtifacts,
  listWorkflowRuns,
  readArtifactFile,
  readBranchProtection,
  readBranchRules,
  readCommitChecks,
  readCommitPullRequests,
  readDeployedChecks,
  readDiscussions,
  readKeptNames,
  readMergeQueue,
  readPermission,
  readPullRequests,
  readReleaseFacts,
  readReportTimes,
  readRepository,
  readRepositoryFile,
  readRunApprovals,
  readRunOrigin,
  readViewer,
  updateIssue,
  upsertComment,
} from '@operator/github'
import type { Sample } from './sample.ts'

export type PortCall = (github: GitHub, sample: Sample) => Promise<Answer<unknown>>

/** Every function of the GitHub port that asks GitHub something, called so that the sample world has an answer. */
export const portCalls = {
  acquireRefLock: (github, { head }) => acquireRefLock(github, 'operator/lock', head),
  commentOnIssue: (github, { issue }) => commentOnIssue(github, issue, 'Text'),
  compareCommits: (github) => compareCommits(github, 'main', 'topic'),
  createCommitStatus: (github, { head: sha }) =>
    createCommitStatus(github, { sha, state: 'success', context: 'operator/x', description: 'ok' }),
  createDeployment: (github) =>
    createDeployment(github, { ref: 'main', environment: 'staging', description: 'x', payload: '{"a":1}' }),
  createDeploymentStatus: (github, { deployment }) =>
    createDeploymentStatus(github, { deployment, state: 'success', description: 'ok' }),
  createIssue: (github) => createIssue(github, { title: 'New', body: 'Text', labels: ['incident'] }),
  dispatchWorkflow: (github, { head, world }) =>
    dispatchWorkflow(github, { workflow: 'deploy.yml', ref: 'main', inputs: { sha: head } }, world.now()),
  hasRef: (github) => hasRef(github, 'heads/main'),
  getWorkflowRun: (github, { run }) => getWorkflowRun(github, run),
  keepTrackingIssue: (github) =>
    keepTrackingIssue(github, { key: 'audit', title: 'Audit', body: 'New text', labels: [], open: true }),
  listDeploymentStatuses: (github, { deployment }) => listDeploymentStatuses(github, deployment),
  listDeployments: (github) => listDeployments(github, 'production'),
  listIssues: (github) => listIssues(github, ['incident'], 'all'),
  listMergedPullRequests: (github) => listMergedPullRequests(github, 'main', 2),
  listRunArtifacts: (github, { run }) => listRunArtifacts(github, run, 'report'),
  listWorkflowRuns: (github) => listWorkflowRuns(github, 'deploy.yml', { event: 'pull_request' }),
  readArtifactFile: async (github, { run }) => {
    const listed = await listRunArtifacts(github, run, 'report')
    const limits = { maxArchive: 10_000, maxFile: 10_000 }
    if (!listed.ok) return listed
    const [artifact] = listed.value
    return artifact === undefined ? listed : readArtifactFile(github, artifact, 'report.json', limits)
  },
  readBranchProtection: (github) => readBranchProtection(github, 'main'),
  readBranchRules: (github) => readBranchRules(github, 'main'),
  readCommitChecks: (github, { head }) => readCommitChecks(github, head),
  readCommitPullRequests: (github, { head }) => readCommitPullRequests(github, [head]),
  readDeployedChecks: (github, { head }) => readDeployedChecks(github, head),
  readDiscussions: (github, { issue, pull }) => readDiscussions(github, [issue, pull]),
  readKeptNames: (github) => readKeptNames(github, 'production'),
  readMergeQueue: (github) => readMergeQueue(github, 'main'),
  readPermission: (github) => readPermission(github, 'mona'),
  readPullRequests: (github, { pull }) => readPullRequests(github, [pull]),
  readReleaseFacts: (github, { head, pull }) =>
    readReleaseFacts(github, {
      oid: head,
      pullRequest: pull,
      target: ['production'],
      before: ['staging'],
      incidentLabel: 'incident',
      refs: true,
    }),
  readReportTimes: (github, { head, pull }) => readReportTimes(github, { number: pull, oid: head }),
  readRepository: (github) => readRepository(github),
  readRepositoryFile: (github) => readRepositoryFile(github, 'd.txt', 'main'),
  readRunApprovals: (github, { run }) => readRunApprovals(github, run),
  readRunOrigin: (github, { run }) => readRunOrigin(github, run),
  readViewer: (github) => readViewer(github),
  updateIssue: (github, { issue }) => updateIssue(github, issue, { state: 'closed' }),
  upsertComment: (github, { issue }) =>
    upsertComment(github, { issue, key: 'precheck:default', body: 'New text' }),
} satisfies Readonly<Record<string, PortCall>>
