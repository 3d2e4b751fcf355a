import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

export const severityLevels = ['low', 'medium', 'high', 'critical'] as const

const exception = z.strictObject({
  /** Any identifier of the advisory: GHSA, CVE, RUSTSEC … */
  id: z.string().min(3),
  package: z.string().optional(),
  reason: z.string().min(3),
  expires: z.iso.date(),
})
export type DependencyException = z.infer<typeof exception>

/** `security.dependencies` in the policy. */
export const dependenciesPolicy = z.strictObject({
  /** The mildest severity that an introduced vulnerability may not have. */
  'fail-on': z.enum(severityLevels).default('high'),
  /** How an advisory without any score counts. */
  'unknown-severity': z.enum(severityLevels).default('high'),
  /** Whether packages that only development needs can fail the check. */
  development: z.boolean().default(true),
  /** Base URL of a server with OSV's API. */
  source: z.url().default('https://api.osv.dev'),
  timeout: duration.prefault('60s'),
  /** Names that come from a private registry and are never asked about in public. */
  private: z.array(z.string()).default([]),
  exceptions: z.array(exception).default([]),
})
export type DependenciesPolicy = z.infer<typeof dependenciesPolicy>

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
