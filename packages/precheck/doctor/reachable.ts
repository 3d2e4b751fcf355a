/** Events that run the branch's own workflow, with its token, on account of what an outsider did. */
export const reachable: readonly string[] = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
]
