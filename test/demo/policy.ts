import type { PolicyInput } from '../../packages/policy/schema.ts'
import { endpoints } from './shop.ts'

export interface PolicyFacts {
  /** Checks that are enforced beside the shop's own. */
  readonly enforced?: readonly string[]
  readonly advisories: string
  readonly staging: string
  readonly production: string
}

/** The shop's `.github/operator.yml`: what a small team would write, with the seconds of a story for minutes. */
export function shopPolicy({ enforced = [], advisories, staging, production }: PolicyFacts): PolicyInput {
  return {
    version: 1,
    checks: {
      'precheck/merged': 'enforce',
      'precheck/approved': 'enforce',
      'precheck/staging-first': 'enforce',
      'precheck/changelog': 'enforce',
      'precheck/env-documented': 'enforce',
      ...Object.fromEntries(enforced.map((id) => [id, 'enforce' as const])),
    },
    environments: {
      staging: { url: staging },
      production: {
        url: production,
        after: { environment: 'staging', soak: '0s' },
        'approval-environment': 'production-approval',
      },
    },
    precheck: { 'required-checks': ['tests'], rollback: { runbook: 'README.md' } },
    security: { dependencies: { source: advisories } },
    watch: {
      for: '30s',
      interval: '1s',
      converge: '20s',
      timeout: '2s',
      version: { url: '/version', json: 'sha' },
      paths: endpoints.map((name) => ({ name, url: `/api/${name}` })),
      rollback: {
        workflow: 'rollback.yml',
        inputs: { environment: '{{ environment }}', sha: '{{ last-good }}' },
        timeout: '30s',
        verify: '10s',
      },
      // A few dozen probes cannot rule out less.
      'rule-out': 0.2,
    },
  }
}
