import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

export const severityLevels = ['low', 'medium', 'high', 'critical'] as const

/** `security.dependencies` in the policy. */
export const dependenciesPolicy = z.strictObject({
  /** The mildest severity that an introduced vulnerability may not have. */
  'fail-on': z.enum(severityLevels).default('high'),
  /** How an advisory without any score counts. */
  'unknown-severity': z.enum(severityLevels).default('high'),
  /** Whether packages that only development needs can fail the check. */
  development: z.boolean().default(true),
  /** Globs of lockfiles and manifests that are nobody's to install: templates, examples. */
  ignore: z.array(z.string().min(1)).readonly().default([]),
  /** Base URL of a server with OSV's API. */
  source: z.url({ protocol: /^https?$/ }).default('https://api.osv.dev'),
  /** How long the source may take in all. */
  timeout: duration.prefault('60s'),
  /** Names, or globs such as `@acme/*`, of a private registry: never asked about in public. */
  private: z.array(z.string().min(1)).readonly().default([]),
  /** Hosts of registries, beside those that the base already names, that packages may come from. */
  registries: z
    .array(z.string().regex(/^[\w.-]+(?::\d+)?$/, 'a host, as npm.example.com'))
    .readonly()
    .default([]),
})
export type DependenciesPolicy = z.infer<typeof dependenciesPolicy>

/** The scheduled audit's: what already ships is its whole question, so both count. */
export const auditChecks: readonly CheckDefinition[] = [
  {
    id: 'dependency-audit/malicious',
    title: 'No known-malicious package is in use',
    level: 'enforce',
    playbook: 'Monitor for dependency vulnerabilities',
  },
  {
    id: 'dependency-audit/dependencies',
    title: 'No vulnerable dependency is in use',
    level: 'enforce',
    playbook: 'Monitor for dependency vulnerabilities; security audit: 0 critical or high',
  },
]

export const dependenciesChecks: readonly CheckDefinition[] = [
  {
    id: 'security-baseline/malicious',
    title: 'No known-malicious package',
    level: 'enforce',
    playbook: 'Dependencies audited',
  },
  {
    id: 'security-baseline/dependencies',
    title: 'No vulnerable dependency introduced',
    level: 'report',
    playbook: 'Dependencies audited; monitor for dependency vulnerabilities',
  },
]
