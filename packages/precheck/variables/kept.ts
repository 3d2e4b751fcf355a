import { likelySlip } from '../ci/closest-names.ts'
import type { Fact } from '../fact.ts'
import type { KeptFacts, NewVariable } from './facts.ts'

/** What is known of new variables where they will be needed. */
export interface Whereabouts {
  readonly found: readonly string[]
  /** GitHub keeps such, and not this one; `near`: a name there that may be meant. */
  readonly missing: readonly { readonly variable: NewVariable; readonly near: string | undefined }[]
  /** Not told: GitHub did not answer, or they may be kept elsewhere. */
  readonly untold: readonly string[]
  readonly why: string
}

/**
 * Holds new variables against the names that GitHub keeps. A workflow's own `secrets` and `vars` must be there; whatever else
 * is read may be kept by the hosting platform, unless the policy says that GitHub keeps it.
 */
export function locateVariables(
  introduced: readonly NewVariable[],
  kept: Fact<KeptFacts>,
  environment: string,
  isAllAtGitHub: boolean,
): Whereabouts {
  const names = introduced.map(({ name }) => name)
  if (!kept.known) return { found: [], missing: [], untold: names, why: kept.message }
  const all = [...kept.value.environment, ...kept.value.shared].map((name) => name.toUpperCase())
  const isThere = ({ name }: NewVariable) => all.includes(name.toUpperCase())
  const absent = introduced.filter((variable) => !isThere(variable))
  const missing = absent.filter(({ from }) => from === 'github' || isAllAtGitHub)
  return {
    found: introduced.filter(isThere).map(({ name }) => name),
    missing: missing.map((variable) => ({ variable, near: likelySlip(variable.name.toUpperCase(), all) })),
    untold: absent.filter((variable) => !missing.includes(variable)).map(({ name }) => name),
    why: `GitHub keeps none of that name for ${environment}, and they may be set where it runs`,
  }
}
