export { type Answer, answered, describeProblem, type Problem, unanswered } from './answer.ts'
export {
  type ArchiveLimits,
  type Artifact,
  listRunArtifacts,
  readArtifactFile,
} from './artifacts.ts'
export { readBranchProtection } from './branch-protection.ts'
export { type BranchRules, type RequiredContext, readBranchRules } from './branch-rules.ts'
export type { ApiCost, GitHub, Page, PageOptions, Parameters } from './client.ts'
export { type StickyComment, upsertComment } from './comment.ts'
export {
  type AppOfCheck,
  type CheckRun,
  type CheckSuite,
  type CommitChecks,
  type RunOfCheck,
  readCommitChecks,
  type StatusContext,
} from './commit-checks.ts'
export { type CommitStatus, createCommitStatus } from './commit-status.ts'
export { type Comparison, compareCommits } from './compare.ts'
export { type ConnectOptions, connect } from './connect.ts'
export { type RepositoryFile, readRepositoryFile } from './contents.ts'
export { readDeployedChecks } from './deployed-checks.ts'
export type { DeploymentHistory, RecordedDeployment, RecordedStatus } from './deployment-history.ts'
export type { DeploymentRefs, LockBranch } from './deployment-refs.ts'
export {
  createDeployment,
  createDeploymentStatus,
  type Deployment,
  type DeploymentState,
  type DeploymentStatus,
  listDeploymentStatuses,
  listDeployments,
  type NewDeploymentStatus,
} from './deployments.ts'
export { type Discussion, type DiscussionComment, discussionLength, readDiscussions } from './discussions.ts'
export { type Hole, isHole, orHole } from './holes.ts'
export { commentOnIssue, createIssue, type Issue, listIssues, updateIssue } from './issues.ts'
export { type KeptNames, readKeptNames } from './kept-names.ts'
export { type QueuedPullRequest, readMergeQueue } from './merge-queue.ts'
export { listMergedPullRequests, type MergedPullRequest } from './merged-pull-requests.ts'
export type { OpenIncident, OpenIncidents } from './open-incidents.ts'
export { type Permission, readPermission } from './permission.ts'
export type {
  CommitSignature,
  PullRequestCommit,
  Review,
  ReviewedPullRequest,
} from './pull-request-review.ts'
export {
  type AssociatedPullRequest,
  type CommitPullRequests,
  readCommitPullRequests,
  readPullRequests,
} from './pull-requests.ts'
export { acquireRefLock, hasRef } from './refs.ts'
export { type ReleaseFacts, type ReleaseQuestion, readReleaseFacts } from './release-facts.ts'
export { type ReportTimes, readReportTimes } from './report-times.ts'
export { type RepositoryFacts, readRepository } from './repository.ts'
export { type RunApproval, readRunApprovals } from './run-approvals.ts'
export { type RunOrigin, readRunOrigin } from './run-origin.ts'
export { keepTrackingIssue, type TrackedIssue, type TrackingIssue } from './tracking-issue.ts'
export { readViewer } from './viewer.ts'
export {
  type Dispatch,
  dispatchWorkflow,
  getWorkflowRun,
  listWorkflowRuns,
  type WorkflowRun,
} from './workflow-runs.ts'
