export { auditFile, type FileAudit } from './audit.ts'
export { auditSources, collectWorkflows } from './collect.ts'
export {
  compareWorkflows,
  type WorkflowChange,
  type WorkflowChangeKind,
  type WorkflowFiles,
} from './compare-workflows.ts'
export {
  describeWorkflow,
  type JobDescription,
  matchesName,
  type NameParts,
  type WorkflowDescription,
  type WorkflowReading,
} from './describe-workflow.ts'
export { evaluateWorkflows } from './evaluate.ts'
export { kindOf } from './file.ts'
export { readSources, type SourceFile } from './files.ts'
export { type WorkflowsPolicy, workflowsChecks, workflowsPolicy } from './policy.ts'
export { type WorkflowsSnapshot, workflowsSnapshot } from './snapshot.ts'
