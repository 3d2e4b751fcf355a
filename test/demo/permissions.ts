import type { Permissions } from '../github/index.ts'

const reading: Permissions = {
  contents: 'read',
  checks: 'read',
  statuses: 'read',
  actions: 'read',
  deployments: 'read',
  issues: 'read',
}

/** What each action's README asks for. */
export const permissions: Readonly<Record<string, Permissions>> = {
  'security-baseline': { contents: 'read', 'pull-requests': 'write' },
  'migration-guard': { contents: 'read', 'pull-requests': 'write' },
  precheck: { ...reading, 'pull-requests': 'write' },
  gate: { ...reading, 'pull-requests': 'write' },
  'post-deploy-watch': {
    contents: 'write',
    checks: 'read',
    statuses: 'read',
    deployments: 'write',
    issues: 'write',
    actions: 'write',
    'pull-requests': 'read',
  },
}
