import type { RelationAccess, RowPolicy } from '@operator/rehearsal'
import type { AccessChange } from './changes.ts'

/** Policies of a table that are gone, new or other than before. Permissive ones are joined by OR, restrictive ones by AND. */
export function findPolicyChanges(was: RelationAccess, now: RelationAccess): AccessChange[] {
  const old = new Map(was.policies.map((policy) => [policy.name, policy]))
  const kept = new Map(now.policies.map((policy) => [policy.name, policy]))
  const lost = was.policies.filter(({ name }) => !kept.has(name))
  const added = now.policies.filter(({ name }) => !old.has(name))
  return [
    ...lost.flatMap((policy) => describeLost(policy, now, added)),
    ...added.flatMap((policy) => describeAdded(policy, was, lost)),
    ...now.policies.flatMap((policy) => {
      const before = old.get(policy.name)
      return before === undefined ? [] : describeChanged(now.name, before, policy)
    }),
  ]
}

function describeLost(
  policy: RowPolicy,
  { name, policies }: RelationAccess,
  added: readonly RowPolicy[],
): AccessChange[] {
  const replaced = added.some(
    ({ permissive, command }) => permissive === policy.permissive && covers(command, policy.command),
  )
  if (replaced) return []
  const subject = `${name} ${policy.name}`
  if (!policy.permissive)
    return [
      {
        ruleId: 'policy-lost',
        level: 'error',
        subject,
        message: `The restrictive policy ${policy.name} of ${name} is gone afterwards: what it kept back is seen.`,
        remedy: `Create ${policy.name} again in the same migration.`,
      },
    ]
  const left = policies.some(({ permissive, command }) => permissive && covers(command, policy.command))
  return [
    {
      ruleId: 'policy-lost',
      level: left ? 'warning' : 'error',
      subject,
      message: left
        ? `The policy ${policy.name} of ${name} is gone afterwards, and others remain.`
        : `The policy ${policy.name} of ${name} is gone afterwards, and no other stands in for it: the application no longer reaches these rows.`,
      remedy: `Create ${policy.name} again in the same migration; DROP … CASCADE takes policies with it.`,
    },
  ]
}

function describeAdded(policy: RowPolicy, was: RelationAccess, lost: readonly RowPolicy[]): AccessChange[] {
  const subject = `${was.name} ${policy.name}`
  if (policy.permissive && isTrue(policy) && !lost.some(isTrue))
    return [alwaysTrue(was.name, policy, subject)]
  const beside = was.policies.filter(
    ({ permissive, command }) => permissive && covers(command, policy.command),
  )
  if (!policy.permissive || beside.length === 0 || lost.some(({ permissive }) => permissive)) return []
  return [
    {
      ruleId: 'policy-weakened',
      level: 'warning',
      subject,
      message: `${policy.name} is a further permissive policy of ${was.name}: rows are seen that it or ${beside.map(({ name }) => name).join(', ')} lets through.`,
      remedy: 'Make it AS RESTRICTIVE if both must hold.',
    },
  ]
}

function describeChanged(table: string, was: RowPolicy, now: RowPolicy): AccessChange[] {
  const subject = `${table} ${now.name}`
  if (isTrue(now) && !isTrue(was) && now.permissive) return [alwaysTrue(table, now, subject)]
  const wider = now.roles.filter((role) => !was.roles.includes(role) && !was.roles.includes('public'))
  const ways = [
    ...(wider.length > 0 && now.permissive ? [`it now lets ${wider.join(', ')} in`] : []),
    ...(now.permissive && !was.permissive ? ['it is permissive now and was restrictive'] : []),
    ...(was.command !== now.command ? ['it holds for another command now'] : []),
    ...(was.using !== now.using
      ? [`USING was ${was.using ?? 'absent'} and is ${now.using ?? 'absent'}`]
      : []),
    ...(was.check !== now.check
      ? [`WITH CHECK was ${was.check ?? 'absent'} and is ${now.check ?? 'absent'}`]
      : []),
  ]
  if (ways.length === 0) return []
  return [
    {
      ruleId: 'policy-weakened',
      level: 'warning',
      subject,
      message: `The policy ${now.name} of ${table} is another one afterwards: ${ways.join('; ')}.`,
      remedy: 'Let someone who knows the tenants agree that nobody sees more than before.',
    },
  ]
}

function alwaysTrue(table: string, policy: RowPolicy, subject: string): AccessChange {
  return {
    ruleId: 'policy-always-true',
    level: 'error',
    subject,
    message: `The policy ${policy.name} lets ${policy.roles.join(', ')} reach every row of ${table}.`,
    remedy: 'Name the rows that the role may reach.',
  }
}

function isTrue({ using, check }: RowPolicy): boolean {
  return using === 'true' || (using === null && check === 'true')
}

function covers(command: string, other: string): boolean {
  return command === '*' || command === other
}
