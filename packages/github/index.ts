export { type Answer, answered, describeProblem, type Problem, unanswered } from './answer.ts'
export type { ApiCost, GitHub, Page, PageOptions, Parameters } from './client.ts'
export { type StickyComment, upsertComment } from './comment.ts'
export { type CommitStatus, createCommitStatus } from './commit-status.ts'
export { type Comparison, compareCommits } from './compare.ts'
export { type ConnectOptions, connect } from './connect.ts'
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
export { type Hole, isHole, orHole } from './holes.ts'
export { commentOnIssue, createIssue, type Issue, listIssues, updateIssue } from './issues.ts'
export { type Permission, readPermission } from './permission.ts'
export { acquireRefLock } from './refs.ts'
export {
  type Dispatch,
  dispatchWorkflow,
  getWorkflowRun,
  listWorkflowRuns,
  type WorkflowRun,
} from './workflow-runs.ts'
