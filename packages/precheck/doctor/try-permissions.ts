import { describeProblem, type GitHub } from '@operator/github'
import { z } from 'zod'
import type { Permission } from './diagnosis.ts'
import { type NeededPermission, neededPermissions } from './needed-permissions.ts'

/** A read that needs the permission and nothing else; `{sha}` and `{branch}` are filled in. */
const reads: Readonly<Record<NeededPermission, string>> = {
  contents: 'GET /repos/{owner}/{repo}/branches/{branch}',
  'pull-requests': 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
  checks: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
  statuses: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
  actions: 'GET /repos/{owner}/{repo}/actions/runs',
  deployments: 'GET /repos/{owner}/{repo}/deployments',
  issues: 'GET /repos/{owner}/{repo}/issues',
}

/** Tries to read with each permission, one after the other. */
export async function tryPermissions(
  github: GitHub,
  { branch, commit }: { readonly branch: string; readonly commit: string },
): Promise<Permission[]> {
  const tried: Permission[] = []
  for (const needed of neededPermissions) {
    const route = reads[needed.name]
    const places = { branch, ref: commit, commit_sha: commit }
    const inRoute = Object.fromEntries(Object.entries(places).filter(([name]) => route.includes(`{${name}}`)))
    const isList = needed.name !== 'contents'
    const answer = await github.rest(route, { ...inRoute, ...(isList && { per_page: 1 }) }, z.unknown())
    if (answer.ok) tried.push({ ...needed, state: 'readable' })
    else {
      const { kind } = answer.problem
      // GitHub hides what a token may not see as if it were not there.
      const isRefusal = kind === 'forbidden' || kind === 'not-found'
      tried.push({
        ...needed,
        state: isRefusal ? 'refused' : 'not-tried',
        message: describeProblem(answer.problem),
      })
    }
  }
  return tried
}

/** Without a token nothing was tried. */
export function untriedPermissions(): Permission[] {
  return neededPermissions.map((needed) => ({
    ...needed,
    state: 'not-tried' as const,
    message: 'There is no token to ask GitHub with.',
  }))
}
