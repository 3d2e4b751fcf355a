import type { RelationAccess, RowSecurityFacts } from '@operator/rehearsal'
import type { Level } from '@operator/report'
import { findPolicyChanges } from './policies.ts'

export interface AccessChange {
  readonly ruleId: string
  readonly level: Level
  readonly subject: string
  readonly message: string
  readonly remedy: string
}

/** What the catalog says of who may reach rows, before and after the change. */
export function findAccessChanges({ before, after }: RowSecurityFacts): AccessChange[] {
  const old = new Map(before.map((relation) => [relation.name, relation]))
  const now = new Map(after.map((relation) => [relation.name, relation]))
  return after.flatMap((relation) => {
    const was = old.get(relation.name)
    if (relation.kind !== 'table') return viewChanges(was, relation, now)
    return was === undefined ? newTable(relation, before, now) : tableChanges(was, relation)
  })
}

function tableChanges(was: RelationAccess, now: RelationAccess): AccessChange[] {
  const { name } = now
  const changes: AccessChange[] = []
  if (was.rowSecurity && !now.rowSecurity)
    changes.push({
      ruleId: 'row-security-lost',
      level: 'error',
      subject: name,
      message: `Row-level security of ${name} is off afterwards: who has a grant on it sees every row.`,
      remedy: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, and change the policies instead.`,
    })
  if (was.rowSecurity && was.forced && !now.forced && now.rowSecurity)
    changes.push({
      ruleId: 'row-security-not-forced',
      level: 'warning',
      subject: name,
      message: `Row-level security of ${name} no longer binds its owner ${now.owner}.`,
      remedy: `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY, unless nothing connects as ${now.owner}.`,
    })
  if (now.rowSecurity) changes.push(...findPolicyChanges(was, now))
  if (!now.rowSecurity && now.policies.length > was.policies.length)
    changes.push({
      ruleId: 'policy-without-row-security',
      level: 'warning',
      subject: name,
      message: `${name} has policies, and they do nothing: its row-level security is off.`,
      remedy: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY.`,
    })
  const wider = now.grants.filter(
    ({ role, privilege }) =>
      !was.grants.some((grant) => grant.role === role && grant.privilege === privilege),
  )
  if (was.rowSecurity && wider.length > 0)
    changes.push({
      ruleId: 'grants-widened',
      level: 'note',
      subject: `${name} ${wider.map(({ role }) => role).join(' ')}`,
      message: `${listGrants(wider)} on ${name} afterwards, within its policies.`,
      remedy: 'Make sure that the policies are written for these roles too.',
    })
  return changes
}

function newTable(
  table: RelationAccess,
  before: readonly RelationAccess[],
  now: ReadonlyMap<string, RelationAccess>,
): AccessChange[] {
  const { name } = table
  if (table.rowSecurity)
    return table.policies.length > 0
      ? []
      : [
          {
            ruleId: 'row-security-without-policy',
            level: 'note',
            subject: name,
            message: `${name} has row-level security and no policy: only its owner sees rows.`,
            remedy: 'Add a policy, unless this is meant.',
          },
        ]
  if (table.policies.length > 0)
    return [
      {
        ruleId: 'policy-without-row-security',
        level: 'warning',
        subject: name,
        message: `${name} has policies, and they do nothing: its row-level security is off.`,
        remedy: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY.`,
      },
    ]
  const reachable = table.grants.length > 0 ? ` ${listGrants(table.grants)} on it.` : ''
  const parent = now.get(table.partitionOf ?? '')
  if (parent?.rowSecurity)
    return [
      {
        ruleId: 'partition-without-row-security',
        level: table.grants.length > 0 ? 'warning' : 'note',
        subject: name,
        message: `${name} is a partition of ${parent.name} and has no row-level security of its own: who reads it by its own name passes the policies by.${reachable}`,
        remedy: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, or grant nothing on it.`,
      },
    ]
  const others = before.filter(({ kind, schema }) => kind === 'table' && schema === table.schema)
  const guarded = others.filter(({ rowSecurity }) => rowSecurity)
  if (guarded.length * 2 <= others.length || guarded.length === 0) return []
  return [
    {
      ruleId: 'table-without-row-security',
      level: 'warning',
      subject: name,
      message: `${name} is new and has no row-level security, which ${guarded.length} of ${others.length} tables of ${table.schema} have.${reachable}`,
      remedy: `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY and add its policies, or say in review why every row may be seen.`,
    },
  ]
}

/** A view reads with its owner's rights, whom policies do not bind unless they are forced. */
function viewChanges(
  was: RelationAccess | undefined,
  view: RelationAccess,
  now: ReadonlyMap<string, RelationAccess>,
): AccessChange[] {
  const guarded = view.reads.filter((name) => now.get(name)?.rowSecurity)
  const bypassed = guarded.filter((name) => {
    const table = now.get(name)
    return view.kind === 'materialized view' || table?.owner !== view.owner || !table.forced
  })
  const lost = was?.securityInvoker === true && !view.securityInvoker
  if (bypassed.length === 0 || view.securityInvoker || (was !== undefined && !lost && sameReads(was, view)))
    return []
  const reachable = view.grants.length > 0 ? ` ${listGrants(view.grants)} on it.` : ''
  const how =
    view.kind === 'materialized view'
      ? 'keeps rows'
      : lost
        ? 'has lost security_invoker and shows rows'
        : 'has no security_invoker and shows rows'
  return [
    {
      ruleId: 'view-bypasses-row-security',
      level: lost ? 'error' : 'warning',
      subject: view.name,
      message: `${view.name} ${how} of ${bypassed.join(', ')} with the rights of its owner ${view.owner}, past the policies.${reachable}`,
      remedy:
        view.kind === 'materialized view'
          ? 'Grant it to nobody who may not see all rows.'
          : `ALTER VIEW ${view.name} SET (security_invoker = true).`,
    },
  ]
}

function sameReads(was: RelationAccess, now: RelationAccess): boolean {
  return now.reads.every((name) => was.reads.includes(name))
}

function listGrants(grants: RelationAccess['grants']): string {
  const roles = [...new Set(grants.map(({ role }) => role))]
  const told = roles.map(
    (role) =>
      `${role} has ${grants.flatMap((grant) => (grant.role === role ? grant.privilege : [])).join(', ')}`,
  )
  return told.join('; ')
}
