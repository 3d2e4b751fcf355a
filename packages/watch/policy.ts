import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

const positive = duration.refine((milliseconds) => milliseconds > 0, 'more than no time')

/** An absolute `http` or `https` address, or a path below the environment's own address. */
const target = z
  .string()
  .regex(/^(https?:\/\/|\/(?!\/))\S*$/, 'an http(s) address, or a path that starts with one slash')

/** A header's value: text, or the name of an environment variable of the job that holds it (a secret). */
const headerValue = z.union([
  z.string().max(8_192),
  z.strictObject({
    env: z
      .string()
      .regex(
        /^(?!GITHUB_|ACTIONS_|RUNNER_|INPUT_|OPERATOR_)[A-Z][A-Z0-9_]*$/,
        'a variable that the job sets',
      ),
  }),
])
export type HeaderValue = z.infer<typeof headerValue>

const headers = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'a header name'), headerValue)

const status = z.number().int().min(100).max(599)

/** What an answer must be. Without a `status` every one below 400 will do, after redirects. */
const expectation = z.strictObject({
  status: z.union([status, z.array(status).min(1).readonly()]).optional(),
  /** Text that the body must contain. */
  contains: z.string().min(1).max(1_000).optional(),
})

export type ExpectationPolicy = z.infer<typeof expectation>

export const httpMethods = ['get', 'head', 'post', 'put', 'patch', 'delete'] as const

const step = z
  .strictObject({
    get: target.optional(),
    head: target.optional(),
    post: target.optional(),
    put: target.optional(),
    patch: target.optional(),
    delete: target.optional(),
    headers: headers.optional(),
    /** Sent as it is; anything but text is sent as JSON. */
    body: z.json().optional(),
    expect: expectation.prefault({}),
  })
  .refine(
    (value) => httpMethods.filter((method) => value[method] !== undefined).length === 1,
    `a step has exactly one of ${httpMethods.join(', ')}`,
  )
export type StepPolicy = z.infer<typeof step>

/** A key user path: one address, or several requests in order that share cookies. */
const userPath = z
  .strictObject({
    name: z.string().min(1).max(80),
    url: target.optional(),
    expect: expectation.optional(),
    steps: z.array(step).min(1).max(20).readonly().optional(),
  })
  .refine((path) => (path.url === undefined) !== (path.steps === undefined), 'a path has `url` or `steps`')
  .refine((path) => path.steps === undefined || path.expect === undefined, '`expect` belongs to each step')
export type UserPathPolicy = z.infer<typeof userPath>

/** Where the environment says which version it serves; one of `json`, `header` and `meta`. */
const versionSource = z
  .strictObject({
    url: target.prefault('/'),
    /** Dotted path in a JSON body: `build.sha`. */
    json: z.string().min(1).optional(),
    /** Name of a response header. */
    header: z.string().min(1).optional(),
    /** Name of a `<meta name=… content=…>` element. */
    meta: z.string().min(1).optional(),
    headers: headers.optional(),
  })
  .refine(
    (source) => [source.json, source.header, source.meta].filter((part) => part !== undefined).length === 1,
    'a version has exactly one of `json`, `header`, `meta`',
  )
export type VersionSourcePolicy = z.infer<typeof versionSource>

const prometheus = z.strictObject({
  /** Base address of anything that speaks Prometheus's HTTP API: `https://…` or `https://…/prometheus`. */
  url: z.url({ protocol: /^https?$/ }),
  /** How many requests went wrong in one `every`. */
  bad: z.string().min(1),
  /** How many requests there were in one `every`. */
  total: z.string().min(1),
  headers: headers.optional(),
})

const metric = z.strictObject({
  name: z.string().min(1).max(80),
  prometheus,
  /** The range that the queries count over. */
  every: positive.prefault('1m'),
})
export type MetricPolicy = z.infer<typeof metric>

const rollback = z.strictObject({
  /** File name of the workflow that deploys a given commit. */
  workflow: z.string().regex(/^[\w.-]+\.ya?ml$/, 'a file name in .github/workflows, such as deploy.yml'),
  /** `{{ last-good }}`, `{{ environment }}` and `{{ service }}` are filled in. */
  inputs: z.record(z.string(), z.string()).default({ sha: '{{ last-good }}' }),
  /** False: the report says how to roll back, and nobody does it by itself. */
  enabled: z.boolean().default(true),
  /** Globs of critical features: a rollback over a change to them asks a person first. */
  critical: z
    .array(z.string().min(1))
    .readonly()
    .default([
      '.github/operator.yml',
      '**/CODEOWNERS',
      '**/auth/**',
      '**/auth.*',
      '**/security/**',
      '**/policies/**',
    ]),
  /** How long the workflow's run may take. */
  timeout: duration.prefault('15m'),
  /** How long the rolled back version has to prove itself. */
  verify: duration.prefault('15m'),
})
export type RollbackPolicy = z.infer<typeof rollback>

const address = z.url({ protocol: /^https?$/ })
/** An address to look at, with or without a name. */
const link = z.union([address, z.strictObject({ name: z.string().min(1).max(60), url: address })])
const links = z.array(link).max(20).readonly().default([])

/** A share of requests. */
const share = z.number().gt(0).lt(1)

/** `watch` in the policy. */
export const watchPolicy = z.strictObject({
  /** How long a deployment is watched, from the moment that only the new version is served. */
  for: positive.prefault('30m'),
  /** How long the scheduled watch goes on after that; set it where that workflow is installed. */
  // biome-ignore lint/suspicious/noThenProperty: the policy reads `for: 30m, then: 24h`; a number is no thenable.
  then: duration.optional(),
  /** Time between two looks. */
  interval: positive.prefault('15s'),
  /** How long the environment may take to serve the new version, and nothing else. */
  converge: duration.prefault('5m'),
  /** For one request. */
  timeout: positive.prefault('10s'),
  /** An answer that takes longer is slow. */
  slow: duration.prefault('3s'),
  paths: z.array(userPath).max(50).readonly().default([]),
  version: versionSource.optional(),
  metrics: z.array(metric).max(20).readonly().default([]),
  rollback: rollback.optional(),
  /** Dashboards to have open during a deployment; precheck puts them on top of its summary. */
  dashboards: links,
  /** Where the logs are, likewise. */
  logs: links,
  /** Greatest chance of a false alarm in one whole watch, over everything that is judged. */
  alpha: share.max(0.2).default(0.01),
  /** A rate of errors up to this many times the one before the deployment is no regression. */
  tolerance: z.number().min(1).max(10).default(1.25),
  /** Neither is any rate of errors below this share. */
  floor: share.default(0.001),
  /** Healthy means that a rate above this share, or above three times the one before, is ruled out. */
  'rule-out': share.default(0.01),
})
export type WatchPolicy = z.infer<typeof watchPolicy>

export const watchChecks: readonly CheckDefinition[] = [
  {
    id: 'post-deploy-watch/version',
    title: 'The new version is served',
    level: 'enforce',
    playbook: 'Code deployed successfully',
  },
  {
    id: 'post-deploy-watch/paths',
    title: 'Key user paths work',
    level: 'enforce',
    playbook: 'Verify key user paths',
  },
  {
    id: 'post-deploy-watch/errors',
    title: 'Errors did not increase',
    level: 'enforce',
    playbook: 'Watch error rates for 30 minutes',
  },
  {
    id: 'post-deploy-watch/latency',
    title: 'Answers did not become slow',
    level: 'report',
    playbook: 'Monitor deployment',
  },
  {
    id: 'post-deploy-watch/rollback',
    title: 'Rollback is ready, or was proven',
    level: 'report',
    playbook: 'Rollback plan documented; default action for P0: roll back to last known good',
  },
  {
    id: 'post-deploy-watch/report',
    title: 'What shipped is documented',
    level: 'report',
    playbook: 'Document what shipped',
  },
]
