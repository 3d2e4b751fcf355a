import type { Level } from '@operator/report'
import type { Rule } from '../rule.ts'
import { at, entriesOf, type Value } from '../value.ts'

/** Write access that does harm by itself; every other write is a warning, these few a note. */
const grave = new Set([
  'actions',
  'attestations',
  'contents',
  'deployments',
  'id-token',
  'issues',
  'packages',
  'pages',
  'pull-requests',
])
const slight = new Set(['models', 'statuses'])

/** Every step of every job holds what the workflow's token may do. */
export const excessivePermissions: Rule = {
  id: 'excessive-permissions',
  remedy: 'Set permissions: {} for the workflow and give each job what it needs, with the reason.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    const top = file.root.entries.get('permissions')
    const onlyCalled = file.triggers.size === 1 && file.triggers.has('workflow_call')
    const own = file.jobs.filter((job) => at(job.body, 'permissions') !== undefined)
    // A single job holds exactly the workflow's permissions, and jobs with their own never see them.
    const harmless = file.jobs.length === 1 || own.length === file.jobs.length || onlyCalled
    if (top !== undefined && !harmless) {
      const broad = whole(top.value)
      if (broad) yield { at: top.value.at, ...broad, subject: 'workflow' }
      for (const { key, at: place, value } of entriesOf(top.value)) {
        if (value.kind !== 'scalar' || value.text !== 'write') continue
        yield {
          at: place,
          level: levelOf(key),
          message: `${key}: write holds for all ${file.jobs.length} jobs of the workflow.`,
          subject: `workflow ${key}`,
        }
      }
    }
    for (const job of file.jobs) {
      const called = job.uses !== undefined
      const value = at(job.body, 'permissions')
      if (value === undefined) {
        if (top !== undefined || (onlyCalled && !called)) continue
        yield {
          at: job.entry.at,
          level: 'warning',
          message: `${job.id} has no permissions block, so it gets the repository's default, which may be write access to everything.`,
          subject: `job ${job.id}`,
        }
        continue
      }
      const broad = onlyCalled && !called ? undefined : whole(value)
      if (broad) yield { at: value.at, ...broad, subject: `job ${job.id}` }
    }
    const single = file.jobs[0]
    if (
      top !== undefined &&
      file.jobs.length === 1 &&
      single &&
      at(single.body, 'permissions') === undefined &&
      !onlyCalled
    ) {
      const broad = whole(top.value)
      if (broad?.level === 'error') yield { at: top.value.at, ...broad, subject: 'workflow' }
    }
  },
}

function whole(value: Value): { readonly level: Level; readonly message: string } | undefined {
  if (value.kind !== 'scalar') return undefined
  if (value.text === 'write-all')
    return { level: 'error', message: 'write-all gives the token every permission there is.' }
  return value.text === 'read-all'
    ? { level: 'warning', message: 'read-all gives the token every read permission.' }
    : undefined
}

function levelOf(permission: string): Level {
  if (slight.has(permission)) return 'note'
  return grave.has(permission) ? 'error' : 'warning'
}
