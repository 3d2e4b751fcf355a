import type { Fact } from '../fact.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import type { Permission } from './diagnosis.ts'
import { type NeededPermission, neededPermissions } from './needed-permissions.ts'

/** What the facts that were read anyway tell about the token; nothing more is asked. */
export function seenPermissions({ ci, reviews, deploy, incidents }: PrecheckSnapshot): Permission[] {
  const checks =
    ci.checks.known && ci.checks.value.unread.length > 0 ? hidden(ci.checks.value.unread) : toState(ci.checks)
  const runs = ci.checks.known && ci.checks.value.checkRuns.some(({ run }) => run?.path !== undefined)
  const states: Readonly<Record<NeededPermission, Pick<Permission, 'state' | 'message'>>> = {
    contents: toState(ci.protection),
    'pull-requests': toState(reviews.pullRequests),
    checks,
    statuses: checks,
    actions: runs ? { state: 'readable' } : { state: 'not-tried' },
    deployments: toState(deploy.target),
    issues: toState(incidents),
  }
  return neededPermissions.map(({ name, purpose }) => ({ name, purpose, ...states[name] }))
}

function hidden(unread: readonly string[]): Pick<Permission, 'state' | 'message'> {
  return { state: 'refused', message: unread.join(' ') }
}

function toState(fact: Fact<unknown> | undefined): Pick<Permission, 'state' | 'message'> {
  if (fact === undefined) return { state: 'not-tried' }
  if (fact.known) return { state: 'readable' }
  // GitHub hides what a token may not see as if it were not there.
  const isRefusal = fact.code === 'forbidden' || fact.code === 'not-found'
  return { state: isRefusal ? 'refused' : 'not-tried', message: fact.message }
}
