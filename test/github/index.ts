export type { Budgets } from './server/budget.ts'
export type { Fault, FaultQueue, FaultTarget } from './server/faults.ts'
export { type RecordedRequest, type StandIn, startGitHub, type Violation } from './server/start.ts'
export { type Permissions, type Scope, scopes, type TokenOptions } from './server/tokens.ts'
export { addArtifact, type NewArtifact, zipOf } from './world/artifacts.ts'
export {
  addRuleset,
  type NewProtection,
  type NewRuleset,
  protectBranch,
  queuePullRequest,
} from './world/branches.ts'
export {
  addCheckRun,
  addCheckSuite,
  addStatus,
  type Conclusion,
  type NewCheckRun,
  type NewCheckSuite,
  type NewCommitStatus,
} from './world/checks.ts'
export { createWorld, type WorldDescription } from './world/create.ts'
export {
  addDeployment,
  addDeploymentStatus,
  addEnvironment,
  environmentOf,
  type NewDeployment,
} from './world/deployments.ts'
export { addComment, addIssue, addLabel, type NewComment, type NewIssue } from './world/issues.ts'
export { addApp, addPerson, type NewPerson, type Permission } from './world/people.ts'
export {
  addPullRequest,
  addReview,
  baseOf,
  headOf,
  labelPullRequest,
  mergePullRequest,
  type NewPullRequest,
  type NewReview,
  type PullRequest,
} from './world/pull-requests.ts'
export { addKept, type NewKept } from './world/variables.ts'
export {
  type Approval,
  addJob,
  addWorkflowRun,
  completeWorkflowRun,
  type Dispatch,
  type Job,
  type NewJob,
  type NewWorkflowRun,
  type WorkflowRun,
} from './world/workflow-runs.ts'
export { commitOf, timestamp, type World } from './world/world.ts'
