import type { CheckLevel } from '@operator/report'
import type { EnvironmentBefore, EnvironmentPolicy, PrecheckPolicy, Tier } from './policy.ts'

/** An address, with or without a name. */
type LinkPolicy = string | { readonly name: string; readonly url: string }

/** A metric of the watch, as far as it tells how much traffic there is. */
export interface TrafficMetric {
  readonly name: string
  /** Milliseconds. */
  readonly every: number
  readonly prometheus: {
    readonly url: string
    readonly total: string
    /** Values, or the variables of the job that hold them. */
    readonly headers?: Readonly<Record<string, string | { readonly env: string }>> | undefined
  }
}

/** What of the policy precheck goes by. */
export interface PrecheckRules {
  readonly checks: Readonly<Record<string, CheckLevel>>
  readonly precheck: PrecheckPolicy
  readonly environments: Readonly<Record<string, EnvironmentPolicy>>
  readonly incident: { readonly label: string }
  readonly watch: {
    readonly rollback?:
      | { readonly workflow?: string | undefined; readonly critical?: readonly string[] | undefined }
      | undefined
    /** Milliseconds. */
    readonly for?: number
    readonly dashboards?: readonly LinkPolicy[]
    readonly logs?: readonly LinkPolicy[]
    readonly metrics?: readonly TrafficMetric[]
  }
}

/** An environment of the policy; GitHub compares names without case, and so does this. */
export function findEnvironment(
  rules: Pick<PrecheckRules, 'environments'>,
  name: string | undefined,
): EnvironmentPolicy | undefined {
  if (name === undefined) return undefined
  return Object.entries(rules.environments).find(([key]) => sameEnvironment(key, name))?.[1]
}

/** The environments that come before it; none where nothing is said. */
export function environmentsBefore(
  rules: Pick<PrecheckRules, 'environments'>,
  name: string | undefined,
): readonly EnvironmentBefore[] {
  return findEnvironment(rules, name)?.after ?? []
}

export function sameEnvironment(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** How much an environment demands: what the policy says, else what its name says; anything else is production. */
export function tierOf(rules: Pick<PrecheckRules, 'environments'>, name: string | undefined): Tier {
  const said = findEnvironment(rules, name)?.tier
  if (said !== undefined || name === undefined) return said ?? 'production'
  if (/^(?:staging|stage|stg|uat|qa|pre-?prod|preview)(?:$|[-_/ ])|^pr-?\d+$/i.test(name)) return 'staging'
  if (/^(?:dev|develop|development|test|testing|sandbox)(?:$|[-_/ ])/i.test(name)) return 'development'
  return 'production'
}
