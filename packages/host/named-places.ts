import { type Policy, suggest } from '@operator/policy'
import type { CommonInputs } from './inputs.ts'
import { UserError, type UserProblem } from './user-error.ts'

/**
 * Throws {@link UserError} when the policy names services or environments and the inputs name another: its checks would
 * quietly not apply. A policy that names none takes any.
 */
export function assertNamed({ service, environment }: CommonInputs, policy: Policy): void {
  const problems = [
    ...unknownName('service', service === 'default' ? undefined : service, Object.keys(policy.services)),
    ...unknownName('environment', environment, Object.keys(policy.environments)),
  ]
  if (problems.length > 0) throw new UserError(problems)
}

function unknownName(input: string, name: string | undefined, names: readonly string[]): UserProblem[] {
  // GitHub tells environments apart without case.
  const isNamed = names.some((known) => known.toLowerCase() === name?.toLowerCase())
  if (name === undefined || names.length === 0 || isNamed) return []
  const meant = suggest(name, names)
  const remedy = meant === undefined ? '' : `Did you mean ${JSON.stringify(meant)}? `
  return [
    {
      what: `the policy has no ${input} ${JSON.stringify(name)}.`,
      where: `input ${input}`,
      remedy: `${remedy}It has ${names.join(', ')}.`,
    },
  ]
}
