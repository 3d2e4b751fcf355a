import type { CiFacts } from '../ci/facts.ts'
import { emits } from '../ci/own-run.ts'
import { listRequired, type Required } from '../ci/required.ts'
import type { PrecheckRules } from '../rules.ts'
import type { RequiredContext } from './diagnosis.ts'
import { weaknessRules } from './weaknesses/index.ts'
import { actionsApp, type Demanded } from './weaknesses/rule.ts'

/** Rulesets, classic protection and the policy of every environment together. */
export function listDemanded(ci: CiFacts, rules: PrecheckRules): Demanded[] {
  const policy = [
    ...rules.precheck['required-checks'],
    ...Object.values(rules.environments).flatMap((environment) => environment['required-checks']),
  ]
  const required = listRequired(
    ci.rules.known ? ci.rules.value : [],
    ci.protection.known ? ci.protection.value : [],
    policy,
  )
  return required.map((one) => ({
    required: one,
    emitters: ci.trusted.workflows.filter(({ jobs }) => jobs.some((job) => emits(job, one.name))),
    trusted: ci.trusted,
    reported: ci.checks.known ? ci.checks.value : undefined,
  }))
}

export function diagnoseContext(demanded: Demanded): RequiredContext {
  const { required, emitters } = demanded
  const pinnedTo = pinOf(required)
  return {
    name: required.name,
    demandedBy: required.demandedBy,
    ...(pinnedTo !== undefined && { pinnedTo }),
    reportedBy: emitters.map(({ path }) => path),
    weaknesses: weaknessRules.flatMap((rule) => rule(demanded) ?? []),
  }
}

function pinOf({ appId, appSlug, workflow }: Required): string | undefined {
  const app = appId === actionsApp.id ? 'GitHub Actions' : appId === undefined ? appSlug : `app ${appId}`
  const parts = [app, workflow].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : parts.join(', ')
}
