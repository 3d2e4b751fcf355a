import type { z } from 'zod'
import type { CheckRunFacts, CiFacts, JobFacts, SuiteFacts, WorkflowFacts } from './ci/facts.ts'
import type { CostFacts } from './cost/facts.ts'
import type { DeploymentFacts } from './deploy/facts.ts'
import { known } from './fact.ts'
import { environmentPolicy, precheckPolicy } from './policy.ts'
import type { RecomputedEvidence } from './recomputed-evidence.ts'
import type { PullRequestFacts } from './review/facts.ts'
import type { PrecheckRules } from './rules.ts'
import type { PrecheckSnapshot } from './snapshot.ts'
import type { SubjectFacts } from './subject.ts'

/** Facts for tests: a healthy world, of which each test changes one thing. */
export const headOid = 'a'.repeat(40)
export const headTree = 'b'.repeat(40)
export const baseOid = 'c'.repeat(40)
export const sampleNow = new Date('2026-11-25T10:00:00Z')

export function sampleSubject(changes: Partial<SubjectFacts> = {}): SubjectFacts {
  return {
    repository: { owner: 'octo', name: 'shop' },
    stage: 'deploy',
    intent: 'release',
    environment: 'production',
    head: headOid,
    tree: headTree,
    base: baseOid,
    baseMeaning: 'the last healthy deployment to production',
    branch: 'main',
    actor: 'ann',
    event: 'push',
    ...changes,
  }
}

export interface SamplePolicy {
  readonly precheck?: z.input<typeof precheckPolicy>
  readonly environments?: Readonly<Record<string, z.input<typeof environmentPolicy>>>
  readonly checks?: PrecheckRules['checks']
  readonly rollbackWorkflow?: string
}

export function sampleRules(policy: SamplePolicy = {}): PrecheckRules {
  return {
    checks: policy.checks ?? {},
    precheck: precheckPolicy.parse(policy.precheck ?? {}),
    environments: Object.fromEntries(
      Object.entries(policy.environments ?? { production: {} }).map(([name, one]) => [
        name,
        environmentPolicy.parse(one),
      ]),
    ),
    incident: { label: 'incident' },
    watch: policy.rollbackWorkflow === undefined ? {} : { rollback: { workflow: policy.rollbackWorkflow } },
  }
}

const actions = { id: 15368, slug: 'github-actions' }
let lastId = 1_000

export interface SampleCheck {
  readonly name: string
  readonly conclusion?: string | null
  readonly status?: string
  readonly workflow?: string | null
  readonly event?: string
  readonly run?: number
  readonly number?: number
  readonly id?: number
  readonly deployment?: number
}

/** One job of GitHub Actions; a conclusion of null means that it still runs. */
export function sampleCheck(check: SampleCheck): CheckRunFacts {
  lastId += 1
  const { name, conclusion = 'SUCCESS', workflow = 'ci.yml', event = 'push', run = 100, number = 1 } = check
  return {
    id: check.id ?? lastId,
    name,
    status: check.status ?? (conclusion === null ? 'IN_PROGRESS' : 'COMPLETED'),
    conclusion,
    url: `https://github.example/octo/shop/actions/runs/${run}/job/${check.id ?? lastId}`,
    suite: run,
    ...(workflow === null
      ? { app: { id: 42, slug: 'other-ci' } }
      : { app: actions, run: { id: run, number, event, path: `.github/workflows/${workflow}` } }),
    ...(check.deployment !== undefined && { deployment: check.deployment }),
  }
}

/** The runs that a list of jobs implies: finished when every job is, failed when one did. */
export function sampleSuites(checks: readonly CheckRunFacts[]): SuiteFacts[] {
  const bySuite = Map.groupBy(checks, ({ suite }) => suite)
  return [...bySuite].map(([id, jobs]) => {
    const open = jobs.some(({ status }) => status !== 'COMPLETED')
    const newest = new Map(jobs.map((job) => [job.name, job]))
    const failed = [...newest.values()].some(
      ({ conclusion }) => !['SUCCESS', 'SKIPPED', 'NEUTRAL'].includes(conclusion ?? ''),
    )
    return {
      id,
      status: open ? 'IN_PROGRESS' : 'COMPLETED',
      conclusion: open ? null : failed ? 'FAILURE' : 'SUCCESS',
      ...(jobs[0]?.app !== undefined && { app: jobs[0].app }),
      ...(jobs[0]?.run !== undefined && { run: jobs[0].run }),
      branch: 'main',
      checkRuns: jobs.length,
    }
  })
}

export function sampleJob(id: string, changes: Partial<JobFacts> = {}): JobFacts {
  return { id, checkNames: [[id]], needs: [], gates: [], deploys: false, runsOperator: false, ...changes }
}

export function sampleWorkflow(
  file: string,
  jobs: readonly JobFacts[],
  events = ['push', 'pull_request'],
): WorkflowFacts {
  return { path: `.github/workflows/${file}`, events, jobs }
}

export interface SampleCi {
  readonly checks?: readonly CheckRunFacts[]
  readonly suites?: readonly SuiteFacts[]
  readonly required?: readonly string[]
  readonly workflows?: readonly WorkflowFacts[]
  readonly changes?: Partial<CiFacts>
}

export function sampleCi({
  checks = [sampleCheck({ name: 'lint' }), sampleCheck({ name: 'tests' }), sampleCheck({ name: 'build' })],
  suites = sampleSuites(checks),
  required = [],
  workflows = [
    sampleWorkflow('ci.yml', [
      sampleJob('lint', { gates: ['lint'] }),
      sampleJob('tests', { gates: ['tests'] }),
      sampleJob('build', { gates: ['build'] }),
    ]),
  ],
  changes = {},
}: SampleCi = {}): CiFacts {
  return {
    checks: known({ checkRuns: checks, statuses: [], suites, unread: [] }),
    readAt: sampleNow.toISOString(),
    waited: 0,
    rules: known(required.map((context) => ({ context }))),
    protection: known([]),
    trusted: { workflows, unreadable: [] },
    head: { workflows, unreadable: [] },
    ...changes,
  }
}

export function samplePullRequest(changes: Partial<PullRequestFacts> = {}): PullRequestFacts {
  const author = { login: 'ann', type: 'User', id: 1 }
  const signature = { name: 'Ann', email: 'ann@example.com', account: author }
  return {
    number: 12,
    title: 'Add a shop window',
    url: 'https://github.example/octo/shop/pull/12',
    merged: true,
    draft: false,
    author,
    baseBranch: 'main',
    head: 'd'.repeat(40),
    mergeCommit: headOid,
    labels: [],
    reviews: [sampleReview()],
    commits: [
      {
        oid: 'd'.repeat(40),
        author: signature,
        committer: signature,
        message: 'Add a shop window',
        signedByGitHub: false,
      },
    ],
    complete: true,
    rollback: { state: 'written', excerpt: 'Revert it.', mentions: [], commands: [], reverts: true },
    changelog: { state: 'absent', excerpt: '' },
    ...changes,
  }
}

export function sampleReview(
  changes: Partial<PullRequestFacts['reviews'][number]> = {},
): PullRequestFacts['reviews'][number] {
  return {
    state: 'APPROVED',
    author: { login: 'bob', type: 'User', id: 2 },
    mayWrite: true,
    commit: 'd'.repeat(40),
    reviewed: 'same-commit',
    ...changes,
  }
}

/** A deployment that succeeded an hour before {@link sampleNow}, made by a job on the default branch. */
export function sampleDeployment(changes: Partial<DeploymentFacts> = {}): DeploymentFacts {
  const creator = { login: 'github-actions', type: 'Bot' }
  const sha = changes.sha ?? headOid
  return {
    id: 7,
    environment: 'staging',
    sha,
    tree: headTree,
    createdAt: '2026-11-25T08:59:00Z',
    creator,
    statuses: [
      { state: 'SUCCESS', createdAt: '2026-11-25T09:00:00Z', creator, description: 'Healthy: 2 paths work' },
      { state: 'IN_PROGRESS', createdAt: '2026-11-25T08:59:30Z', creator },
    ],
    ours: false,
    origin: {
      kind: 'run',
      path: '.github/workflows/deploy.yml',
      event: 'push',
      branch: 'main',
      sha,
      by: 'job',
    },
    ...changes,
  }
}

/** One manifest was looked at, and nothing in it grows. */
export function sampleCost(changes: Partial<CostFacts> = {}): CostFacts {
  return {
    growing: [],
    falling: 0,
    compared: [{ format: 'Kubernetes', files: 1 }],
    unread: [],
    ignored: 0,
    plans: [],
    ...changes,
  }
}

/** Everything in order for a production deployment. */
export function sampleSnapshot(changes: Partial<PrecheckSnapshot> = {}): PrecheckSnapshot {
  const live = sampleDeployment({ id: 3, environment: 'production', sha: baseOid, tree: '8'.repeat(40) })
  return {
    subject: sampleSubject(),
    ci: sampleCi({ required: ['tests'] }),
    reviews: {
      rules: known(null),
      commits: known([
        {
          oid: headOid,
          title: 'Add a shop window (#12)',
          author: 'Ann',
          pullRequests: [{ number: 12, merged: true, baseBranch: 'main', mergeCommit: headOid }],
        },
      ]),
      pullRequests: known([samplePullRequest()]),
    },
    deploy: {
      target: known({ deployments: [live], complete: true }),
      before: known({ deployments: [sampleDeployment()], complete: true }),
      locks: known([]),
      rollbacks: known([
        sampleDeployment({
          id: 2,
          statuses: [
            {
              state: 'FAILURE',
              createdAt: '2026-11-01T09:00:00Z',
              creator: { login: 'github-actions', type: 'Bot' },
              description: 'Regressed: sign in is broken. Rolled back to cccccccccccc, proven',
            },
          ],
        }),
      ]),
    },
    incidents: known({ incidents: [], complete: true, permissions: {} }),
    changes: known({ files: [{ path: 'src/shop.ts', change: 'modified' }], total: 1 }),
    stagingData: [
      {
        environment: 'staging',
        data: {
          kind: 'told',
          source: 'data.json',
          value: { takenAt: '2026-11-24T09:00:00.000Z', safe: true, productionLike: true, note: '' },
        },
      },
    ],
    size: known({ lines: 12, files: 1, uncounted: 0, unread: [] }),
    pipeline: known({ changes: [], compared: 1 }),
    rollback: known({ runbooks: [], dispatchable: [], named: [], migrations: [], unread: [] }),
    changelog: known({
      entries: [{ kind: 'keep-a-changelog', place: 'CHANGELOG.md', text: 'A shop window.', announces: true }],
      files: ['CHANGELOG.md'],
      titles: [],
      unread: [],
    }),
    cost: known(sampleCost()),
    variables: known({ introduced: [], more: 0, files: 1, documents: [], unread: [] }),
    evidence: { repositoryId: 7, service: 'default', baseTree: '8'.repeat(40), policyDigest: 'policy' },
    escalation: { commands: known({ given: [], complete: true }), permissions: {}, places: [12] },
    calendars: [],
    ...changes,
  }
}

/** Both other actions said go, in the same process. */
export const sampleRecomputed: RecomputedEvidence = {
  baseline: { verdict: 'go', checks: [] },
  migrations: { verdict: 'go', checks: [] },
}
