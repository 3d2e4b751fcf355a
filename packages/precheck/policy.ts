import { windowPolicy } from '@operator/calendar/policy'
import { costPolicy } from '@operator/cost/policy'
import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'
import { overridesPolicy } from './override/policy.ts'
import { dataPolicy, loadTestPolicy } from './staging-data/policy.ts'

/** A check that must be green: its name, and where it must come from when the name alone could be anybody's. */
export const requiredCheck = z.union([
  z.string().min(1),
  z.strictObject({
    name: z.string().min(1),
    /** Slug of the app that reports it (`github-actions`, …). */
    app: z.string().min(1).optional(),
    /** Path of the workflow file that emits it. */
    workflow: z.string().min(1).optional(),
  }),
])
export type RequiredCheck = z.infer<typeof requiredCheck>

/**
 * How much is owed before a deployment: `production` owes everything; `staging` and `development` accept
 * an unmerged head. Unset, it follows from the environment's name, and a name that says nothing is production.
 */
export const tier = z.enum(['production', 'staging', 'development'])
export type Tier = z.infer<typeof tier>

/** An environment that comes before another, and for how long the same commit must have run there. */
const environmentBefore = z.strictObject({
  environment: z.string().min(1),
  soak: duration.prefault('10m'),
  /**
   * What must be known of it there: `watched` by post-deploy-watch and nothing found (too little traffic to rule errors out
   * will do), `healthy` as the watch calls it, or only `deployed` by a job that succeeded.
   */
  proof: z.enum(['watched', 'healthy', 'deployed']).default('watched'),
})
export type EnvironmentBefore = z.infer<typeof environmentBefore>

function isList(one: EnvironmentBefore | readonly EnvironmentBefore[]): one is readonly EnvironmentBefore[] {
  return Array.isArray(one)
}

/** One entry of `environments` in the policy. */
export const environmentPolicy = z.strictObject({
  url: z.url().optional(),
  tier: tier.optional(),
  /** The environments that the same commit must have been deployed to before: one, or several that it passes in any order. */
  after: z
    .union([environmentBefore, z.array(environmentBefore).min(1).max(5).readonly()])
    .transform((one): readonly EnvironmentBefore[] => (isList(one) ? one : [one]))
    .optional(),
  /** Proof that it holds safe, production-like data; asked before a deployment to an environment that comes `after` it. */
  data: dataPolicy.optional(),
  /** The load test that it must have stood, likewise. */
  'load-test': loadTestPolicy.optional(),
  /** Who watches deployments there, whoever begins them: logins (`@ann`) or teams (`@org/on-call`). */
  watchers: z.array(z.string().min(1).max(100)).readonly().default([]),
  /** When deployments may start. */
  window: windowPolicy.optional(),
  /** The environment whose required reviewers say yes to deployments there; unset: this one. */
  'approval-environment': z.string().min(1).optional(),
  /** Checks that must be green beside those that GitHub's rules demand. */
  'required-checks': z.array(requiredCheck).readonly().default([]),
  /** `github`: whatever the application reads there is kept in the environment on GitHub, so that it can be looked for. */
  variables: z.enum(['github', 'elsewhere']).default('elsewhere'),
  /** Where this environment's deployments come from; others do not count. Unset: jobs on the default branch that name the environment. */
  deployments: z
    .strictObject({
      /** Paths of workflow files, as on the default branch. */
      workflows: z.array(z.string().min(1)).readonly().default([]),
      /** Logins of apps and people whose deployments count (`vercel[bot]`). */
      creators: z.array(z.string().min(1)).readonly().default([]),
    })
    .optional(),
})
export type EnvironmentPolicy = z.infer<typeof environmentPolicy>

const patterns = z.array(z.string().min(1)).readonly()

/** `precheck` in the policy. */
export const precheckPolicy = z.strictObject({
  /** Checks that must be green on every commit, beside those that GitHub's rules demand. */
  'required-checks': z.array(requiredCheck).readonly().default([]),
  /** Checks that may fail, by name (`*` matches anything): `codecov/*`. A required one may not. */
  'optional-checks': patterns.default([]),
  /** Checks that may be skipped although they are required. */
  'may-be-skipped': patterns.default([]),
  /** Whether a commit on which nothing reports at all may pass: for a repository without any CI. */
  'allow-no-checks': z.boolean().default(false),
  /** How long to wait for checks that are still running. */
  wait: duration.prefault('10m'),
  /** Which jobs are the gates, by name (`*` matches anything); unset: recognised by name and by what they run. */
  gates: z
    .strictObject({
      lint: patterns.optional(),
      tests: patterns.optional(),
      build: patterns.optional(),
    })
    .prefault({}),
  /** Approvals that each pull request needs, beside what GitHub's rules demand. */
  approvals: z.number().int().min(1).max(6).default(1),
  changelog: z
    .strictObject({
      /** Labels of pull requests that need no entry. */
      'skip-labels': patterns.default(['skip-changelog', 'no-changelog', 'internal']),
      /** Globs of paths that no user notices, beside documentation, tests, CI and lockfiles. */
      'not-user-facing': patterns.default([]),
    })
    .prefault({}),
  /** How much may ship at once before a person is asked. */
  limits: z
    .strictObject({
      'pull-requests': z.number().int().min(1).default(5),
      /** Lines added and removed, without lockfiles and generated files. */
      lines: z.number().int().min(1).default(1_000),
      /** Globs of files whose lines are not counted. */
      ignore: patterns.default([]),
    })
    .prefault({}),
  /** What counts as infrastructure, for the check `cost-impact`. */
  cost: costPolicy.prefault({}),
  rollback: z
    .strictObject({
      /** A document or workflow in the repository that says how every deployment is taken back. */
      runbook: z.string().min(1).optional(),
      /** A rollback must have been proven within so long, in an incident or as a drill (`90d`). */
      drill: duration.optional(),
    })
    .prefault({}),
  /** What a human is asked about, beside what the checks themselves ask. */
  escalation: z
    .strictObject({
      /** Globs of critical features, beside watch.rollback.critical: a rollback over a change to them asks. */
      'critical-paths': patterns.default([]),
      /** Labels of pull requests that brought a critical feature. */
      'critical-labels': patterns.default(['critical']),
      /** Labels that make an open incident one of security. */
      'security-labels': patterns.default(['security', 'security-incident']),
    })
    .prefault({}),
  overrides: overridesPolicy.prefault({}),
})
export type PrecheckPolicy = z.infer<typeof precheckPolicy>

export const precheckChecks: readonly CheckDefinition[] = [
  {
    id: 'precheck/ci-green',
    title: 'CI is green for this commit',
    level: 'enforce',
    playbook: 'All tests passing in CI',
  },
  {
    id: 'precheck/lint',
    title: 'A lint gate ran and passed',
    level: 'report',
    playbook: 'GitHub Actions with lint/test/build gates',
  },
  {
    id: 'precheck/tests',
    title: 'A test gate ran and passed',
    level: 'report',
    playbook: 'Tests passing | CI green',
  },
  {
    id: 'precheck/build',
    title: 'A build gate ran and passed',
    level: 'report',
    playbook: 'Build succeeds',
  },
  {
    id: 'precheck/merged',
    title: 'Everything that ships was merged by pull request',
    level: 'report',
    playbook: 'Code merged | PR approved and merged to main',
  },
  {
    id: 'precheck/approved',
    title: 'Everything that ships was approved',
    level: 'report',
    playbook: 'PR approved and merged',
  },
  {
    id: 'precheck/pipeline-changed',
    title: 'The change does not loosen what judges it',
    level: 'report',
    playbook: 'CI/CD pipeline modification',
  },
  {
    id: 'precheck/security-baseline',
    title: 'The security baseline said go',
    level: 'report',
    playbook: 'Security baseline met',
  },
  {
    id: 'precheck/migration-guard',
    title: 'Migrations were rehearsed',
    level: 'report',
    playbook: 'Database migrations tested (if any)',
  },
  {
    id: 'precheck/staging-first',
    title: 'It ran on the environment before',
    level: 'report',
    playbook: 'Skipping staging environment',
  },
  {
    id: 'precheck/staging-data',
    title: 'It was tried with safe, production-like data',
    level: 'report',
    playbook: 'Test with real data (if safe); test migrations on staging with production-like data',
  },
  {
    id: 'precheck/one-change',
    title: 'Nothing else is being deployed',
    level: 'report',
    playbook: 'Deploying multiple changes at once',
  },
  {
    id: 'precheck/small-change',
    title: 'The change is small',
    level: 'report',
    playbook: 'Keep deploy changes small and focused',
  },
  {
    id: 'precheck/watcher',
    title: 'Somebody is there to watch',
    level: 'report',
    playbook:
      "Deploying when you can't monitor for 1 hour after; have monitoring dashboard open during deploy",
  },
  {
    id: 'precheck/deploy-window',
    title: 'The deploy window is open',
    level: 'report',
    playbook: 'Friday afternoon production deploys',
  },
  {
    id: 'precheck/no-open-incident',
    title: 'No incident is open',
    level: 'report',
    playbook: 'Incident or outage detected',
  },
  {
    id: 'precheck/rollback-plan',
    title: 'There is a way back',
    level: 'report',
    playbook: 'Rollback plan | Documented and executable',
  },
  {
    id: 'precheck/rollback-drill',
    title: 'Going back was practised',
    level: 'report',
    playbook: "Haven't practiced rollback procedure; deploying without knowing how to roll back",
  },
  {
    id: 'precheck/changelog',
    title: 'Users are told what changed',
    level: 'report',
    playbook: 'Changelog updated (if user-facing)',
  },
  {
    id: 'precheck/env-documented',
    title: 'New environment variables are documented',
    level: 'report',
    playbook: 'Environment variables documented (if new)',
  },
  {
    id: 'precheck/cost-impact',
    title: 'What is paid for does not grow unseen',
    level: 'report',
    playbook: 'Cost-impacting infrastructure decision',
  },
  {
    id: 'precheck/escalation',
    title: 'A human decided what is for a human',
    level: 'report',
    playbook: 'Ask Human If',
  },
]
