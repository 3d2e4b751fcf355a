import { createRepository, type TestRepository } from '../git/repository.ts'
import {
  addApp,
  addArtifact,
  addCheckRun,
  addCheckSuite,
  addComment,
  addDeployment,
  addEnvironment,
  addIssue,
  addKept,
  addPullRequest,
  addReview,
  addRuleset,
  addStatus,
  addWorkflowRun,
  createWorld,
  labelPullRequest,
  protectBranch,
  queuePullRequest,
  type World,
} from './index.ts'

/** A world in which every operation has something to answer. */
export interface Sample {
  readonly world: World
  readonly repository: TestRepository
  readonly head: string
  readonly merged: string
  readonly issue: number
  readonly pull: number
  readonly comment: number
  /** Another comment, which nothing else is about. */
  readonly double: number
  readonly run: number
  readonly artifact: number
  readonly deployment: number
}

const workflow = `on:
  workflow_dispatch:
    inputs:
      sha: { required: true }
      reason: { default: none }
`

export function createSample(visibility: 'private' | 'public' = 'private'): Sample {
  const repository = createRepository()
  const root = repository.commit(
    { 'a.txt': 'one\n', '.github/workflows/deploy.yml': workflow },
    { message: 'Begin', author: 'mona' },
  )
  repository.commit(
    { 'b.txt': 'b\n' },
    {
      branch: 'topic',
      parent: root,
      message: 'Add b\n\nCo-authored-by: Hubot <hubot@example.com>',
      author: 'mona',
    },
  )
  const head = repository.commit(
    { 'a.txt': null, 'c.txt': 'one\n', 'b.txt': 'b\nb\n' },
    { branch: 'topic', author: 'mona' },
  )
  const done = repository.commit({ 'd.txt': 'd\n' }, { branch: 'done', parent: root, author: 'hubot' })
  const merged = repository.commit({ 'd.txt': 'd\n' }, { merge: done, message: 'Merge', author: 'mona' })
  const world = createWorld({
    repository: { owner: 'octo', name: 'shop', git: repository.directory, visibility },
    people: { mona: 'write', hubot: 'maintain', guest: 'read' },
  })
  addApp(world, { slug: 'scanner' })
  addEnvironment(world, {
    name: 'production',
    reviewers: ['hubot'],
    waitMinutes: 5,
    preventsSelfReview: true,
    protectedBranchesOnly: true,
  })
  addRuleset(world, {
    rules: [
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [{ context: 'test', integration_id: 15_368 }] },
      },
      { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
      { type: 'required_deployments', parameters: { required_deployment_environments: ['staging'] } },
    ],
  })
  protectBranch(world, {
    branch: 'main',
    checks: [{ context: 'lint', appId: 15_368 }],
    requiredApprovals: 1,
    requiresCodeOwners: true,
  })
  const issue = addIssue(world, {
    title: 'Down',
    body: 'Since noon.',
    labels: ['incident'],
    assignees: ['mona'],
  })
  addComment(world, { issue: issue.number, body: '<!-- operator:precheck:default -->\nOld text' })
  addIssue(world, { title: 'Audit', body: '<!-- operator:audit -->\nOld text' })
  const pull = addPullRequest(world, {
    head: 'topic',
    body: 'Adds b.',
    labels: ['ready'],
    closes: [issue.number],
    requestedReviewers: [{ login: 'guest', asCodeOwner: true }],
    requestedTeams: [{ slug: 'owners', asCodeOwner: false }],
    threads: [{ isResolved: true }],
  })
  const comment = addComment(world, { issue: pull.number, body: 'Looking.' })
  const double = addComment(world, { issue: pull.number, body: 'Looking.' })
  addReview(world, pull, { author: 'hubot', body: 'Good.', editedAt: '2026-01-06T00:00:00Z' })
  labelPullRequest(world, pull, 'urgent', 'hubot')
  pull.timeline.push(
    { type: 'head_ref_force_pushed', actor: 'mona', createdAt: '2026-01-06T00:00:00Z' },
    { type: 'review_dismissed', actor: 'hubot', message: 'Old.', createdAt: '2026-01-06T00:00:00Z' },
    { type: 'added_to_merge_queue', actor: 'mona', createdAt: '2026-01-06T00:00:00Z' },
  )
  addPullRequest(world, { head: 'done', author: 'hubot', merged: { by: 'mona', commit: merged } })
  queuePullRequest(world, { branch: 'main', pullRequest: pull.number, headSha: head, baseSha: merged })
  const run = addWorkflowRun(world, {
    workflow: 'deploy.yml',
    event: 'pull_request',
    sha: head,
    branch: 'topic',
    pullRequests: [pull.number],
    attempt: 2,
    jobs: [{ name: 'test' }, { name: 'lint', conclusion: 'failure' }],
    approvals: [{ environment: 'production', state: 'approved', user: 'hubot', comment: 'Go.' }],
  })
  addCheckSuite(world, { sha: head, app: 'scanner' })
  addCheckRun(world, {
    sha: head,
    name: 'scan',
    app: 'scanner',
    title: 'Clean',
    detailsUrl: 'https://scanner.example.com/1',
  })
  addStatus(world, {
    sha: head,
    context: 'ci/old',
    state: 'success',
    description: 'ok',
    targetUrl: 'https://ci.example.com/1',
  })
  const artifact = addArtifact(world, { run: run.id, name: 'report', files: { 'report.json': '{}' } })
  const deployment = addDeployment(world, {
    ref: 'main',
    environment: 'production',
    description: 'Release',
    payload: { service: 'default' },
    statuses: [
      'in_progress',
      {
        state: 'success',
        description: 'Live',
        logUrl: 'https://log.example.com/1',
        environmentUrl: 'https://shop.example.com',
      },
    ],
  })
  for (const kind of ['variable', 'secret'] as const) {
    addKept(world, { kind, at: 'organization', name: `ORG_${kind}` })
    addKept(world, { kind, at: 'repository', name: `REPO_${kind}` })
    addKept(world, { kind, at: { environment: 'production' }, name: `PRODUCTION_${kind}`, value: 'x' })
  }
  const lock = { created_by: 'mona', reason: 'Looking.', branch: 'topic', sticky: true, global: false }
  repository.commit(
    { 'lock.json': JSON.stringify(lock) },
    { branch: 'production-branch-deploy-lock', parent: merged, message: 'lock [skip ci]' },
  )
  world.git.createRef(`refs/operator/rollback/${deployment.id}`, merged)
  return {
    world,
    repository,
    head,
    merged,
    issue: issue.number,
    pull: pull.number,
    comment: comment.id,
    double: double.id,
    run: run.id,
    artifact: artifact.id,
    deployment: deployment.id,
  }
}

export interface SampleRequest {
  readonly path?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Answered with this status when all is well. */
  readonly status?: number
}

/** One request for each operation, which the sample world answers with content. */
export function sampleRequests(sample: Sample): Readonly<Record<string, SampleRequest>> {
  const { head, merged, issue, pull, comment, double, run, artifact, deployment } = sample
  return {
    'actions/create-workflow-dispatch': {
      path: { workflow_id: 'deploy.yml' },
      body: { ref: 'main', inputs: { sha: merged }, return_run_details: true },
    },
    'actions/download-artifact': { path: { artifact_id: artifact, archive_format: 'zip' }, status: 302 },
    'actions/get-reviews-for-run': { path: { run_id: run } },
    'actions/get-workflow-run': { path: { run_id: run } },
    'actions/list-environment-secrets': { path: { environment_name: 'production' } },
    'actions/list-environment-variables': { path: { environment_name: 'production' } },
    'actions/list-repo-organization-secrets': {},
    'actions/list-repo-organization-variables': {},
    'actions/list-repo-secrets': {},
    'actions/list-repo-variables': {},
    'actions/list-jobs-for-workflow-run': { path: { run_id: run } },
    'actions/list-workflow-run-artifacts': { path: { run_id: run } },
    'actions/list-workflow-runs': { path: { workflow_id: 'deploy.yml' }, query: { event: 'pull_request' } },
    'actions/list-workflow-runs-for-repo': { query: { head_sha: head } },
    'checks/list-for-ref': { path: { ref: head } },
    'git/create-ref': { body: { ref: 'refs/operator/lock', sha: head }, status: 201 },
    'git/delete-ref': { path: { ref: 'heads/done' }, status: 204 },
    'git/get-ref': { path: { ref: 'heads/main' } },
    'git/list-matching-refs': { path: { ref: 'heads/' } },
    'issues/create': { body: { title: 'New', body: 'Text', labels: ['incident'] }, status: 201 },
    'issues/create-comment': { path: { issue_number: pull }, body: { body: 'Text' }, status: 201 },
    'issues/create-label': { body: { name: 'operator', color: 'ff0000' }, status: 201 },
    'issues/delete-comment': { path: { comment_id: double }, status: 204 },
    'issues/get': { path: { issue_number: issue } },
    'issues/list-comments': { path: { issue_number: pull } },
    'issues/list-for-repo': { query: { state: 'all', sort: 'created', direction: 'asc' } },
    'issues/update': { path: { issue_number: pull }, body: { state: 'closed' } },
    'issues/update-comment': { path: { comment_id: comment }, body: { body: 'Better' } },
    'pulls/get': { path: { pull_number: pull } },
    'pulls/list-commits': { path: { pull_number: pull } },
    'pulls/list-files': { path: { pull_number: pull } },
    'pulls/list-reviews': { path: { pull_number: pull } },
    'repos/compare-commits-with-basehead': { path: { basehead: 'main...topic' } },
    'repos/create-commit-status': {
      path: { sha: head },
      body: { state: 'success', context: 'x', description: 'ok' },
      status: 201,
    },
    'repos/create-deployment': {
      body: { ref: 'main', environment: 'staging', auto_merge: false, required_contexts: [], payload: '{}' },
      status: 201,
    },
    'repos/create-deployment-status': {
      path: { deployment_id: deployment },
      body: { state: 'success', description: 'Live', auto_inactive: false },
      status: 201,
    },
    'repos/get': {},
    'repos/get-branch': { path: { branch: 'main' } },
    'repos/get-branch-rules': { path: { branch: 'main' } },
    'repos/get-collaborator-permission-level': { path: { username: 'mona' } },
    'repos/get-combined-status-for-ref': { path: { ref: head } },
    'repos/get-content': { path: { path: 'd.txt' }, query: { ref: 'main' } },
    'repos/get-environment': { path: { environment_name: 'production' } },
    'repos/list-commit-statuses-for-ref': { path: { ref: head } },
    'repos/list-deployment-statuses': { path: { deployment_id: deployment } },
    'repos/list-deployments': { query: { environment: 'Production' } },
    'repos/list-pull-requests-associated-with-commit': { path: { commit_sha: head } },
  }
}
