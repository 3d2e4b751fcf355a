import type { Operation } from '../server/operation.ts'
import { actionsCreateWorkflowDispatch } from './actions-create-workflow-dispatch.ts'
import { actionsDownloadArtifact } from './actions-download-artifact.ts'
import { actionsGetReviewsForRun } from './actions-get-reviews-for-run.ts'
import { actionsGetWorkflowRun } from './actions-get-workflow-run.ts'
import { actionsListEnvironmentSecrets } from './actions-list-environment-secrets.ts'
import { actionsListEnvironmentVariables } from './actions-list-environment-variables.ts'
import { actionsListJobsForWorkflowRun } from './actions-list-jobs-for-workflow-run.ts'
import { actionsListRepoOrganizationSecrets } from './actions-list-repo-organization-secrets.ts'
import { actionsListRepoOrganizationVariables } from './actions-list-repo-organization-variables.ts'
import { actionsListRepoSecrets } from './actions-list-repo-secrets.ts'
import { actionsListRepoVariables } from './actions-list-repo-variables.ts'
import { actionsListWorkflowRunArtifacts } from './actions-list-workflow-run-artifacts.ts'
import { actionsListWorkflowRuns } from './actions-list-workflow-runs.ts'
import { actionsListWorkflowRunsForRepo } from './actions-list-workflow-runs-for-repo.ts'
import { checksListForRef } from './checks-list-for-ref.ts'
import { gitCreateRef } from './git-create-ref.ts'
import { gitDeleteRef } from './git-delete-ref.ts'
import { gitGetRef } from './git-get-ref.ts'
import { gitListMatchingRefs } from './git-list-matching-refs.ts'
import { issuesCreate } from './issues-create.ts'
import { issuesCreateComment } from './issues-create-comment.ts'
import { issuesCreateLabel } from './issues-create-label.ts'
import { issuesDeleteComment } from './issues-delete-comment.ts'
import { issuesGet } from './issues-get.ts'
import { issuesListComments } from './issues-list-comments.ts'
import { issuesListForRepo } from './issues-list-for-repo.ts'
import { issuesUpdate } from './issues-update.ts'
import { issuesUpdateComment } from './issues-update-comment.ts'
import { pullsGet } from './pulls-get.ts'
import { pullsListCommits } from './pulls-list-commits.ts'
import { pullsListFiles } from './pulls-list-files.ts'
import { pullsListReviews } from './pulls-list-reviews.ts'
import { reposCompareCommitsWithBasehead } from './repos-compare-commits-with-basehead.ts'
import { reposCreateCommitStatus } from './repos-create-commit-status.ts'
import { reposCreateDeployment } from './repos-create-deployment.ts'
import { reposCreateDeploymentStatus } from './repos-create-deployment-status.ts'
import { reposGet } from './repos-get.ts'
import { reposGetBranch } from './repos-get-branch.ts'
import { reposGetBranchRules } from './repos-get-branch-rules.ts'
import { reposGetCollaboratorPermissionLevel } from './repos-get-collaborator-permission-level.ts'
import { reposGetCombinedStatusForRef } from './repos-get-combined-status-for-ref.ts'
import { reposGetContent } from './repos-get-content.ts'
import { reposGetEnvironment } from './repos-get-environment.ts'
import { reposListCommitStatusesForRef } from './repos-list-commit-statuses-for-ref.ts'
import { reposListDeploymentStatuses } from './repos-list-deployment-statuses.ts'
import { reposListDeployments } from './repos-list-deployments.ts'
import { reposListPullRequestsAssociatedWithCommit } from './repos-list-pull-requests-associated-with-commit.ts'

/** Every REST operation that the stand-in answers; one line each. */
export const operations: readonly Operation[] = [
  actionsCreateWorkflowDispatch,
  actionsDownloadArtifact,
  actionsGetReviewsForRun,
  actionsGetWorkflowRun,
  actionsListJobsForWorkflowRun,
  actionsListEnvironmentVariables,
  actionsListEnvironmentSecrets,
  actionsListRepoVariables,
  actionsListRepoSecrets,
  actionsListRepoOrganizationVariables,
  actionsListRepoOrganizationSecrets,
  actionsListWorkflowRunArtifacts,
  actionsListWorkflowRunsForRepo,
  actionsListWorkflowRuns,
  checksListForRef,
  gitCreateRef,
  gitDeleteRef,
  gitGetRef,
  gitListMatchingRefs,
  issuesCreateComment,
  issuesCreateLabel,
  issuesCreate,
  issuesDeleteComment,
  issuesGet,
  issuesListComments,
  issuesListForRepo,
  issuesUpdateComment,
  issuesUpdate,
  pullsGet,
  pullsListCommits,
  pullsListFiles,
  pullsListReviews,
  reposCompareCommitsWithBasehead,
  reposCreateCommitStatus,
  reposCreateDeploymentStatus,
  reposCreateDeployment,
  reposGetBranchRules,
  reposGetBranch,
  reposGetCollaboratorPermissionLevel,
  reposGetCombinedStatusForRef,
  reposGetContent,
  reposGetEnvironment,
  reposGet,
  reposListCommitStatusesForRef,
  reposListDeploymentStatuses,
  reposListDeployments,
  reposListPullRequestsAssociatedWithCommit,
]
