import { type Protection, type Rule, type Ruleset, rulesFor } from '../world/branches.ts'
import type { World } from '../world/world.ts'
import { api, html } from './address.ts'
import { commitShape } from './commit.ts'

/** GitHub's `branch-with-protection`: of classic protection it shows everybody the required checks and no more. */
export function branchShape(world: World, name: string, sha: string) {
  const url = api(world, `/branches/${encodeURIComponent(name)}`)
  const protection = world.branches.protections.find(({ branch }) => branch === name)
  return {
    name,
    commit: commitShape(world, sha),
    _links: { self: url, html: html(world, `/tree/${name}`) },
    protected: protection !== undefined || rulesFor(world, name).length > 0,
    protection: protectionShape(protection),
    protection_url: `${url}/protection`,
  }
}

function protectionShape(protection: Protection | undefined) {
  return {
    enabled: protection !== undefined,
    required_status_checks: {
      enforcement_level: protection?.enforcement ?? 'off',
      contexts: protection?.checks.map(({ context }) => context) ?? [],
      checks: protection?.checks.map(({ context, appId }) => ({ context, app_id: appId })) ?? [],
    },
  }
}

/** GitHub's `repository-rule-detailed`. */
export function ruleShape(world: World, ruleset: Ruleset, rule: Rule) {
  return {
    type: rule.type,
    ...(rule.parameters !== undefined && { parameters: rule.parameters }),
    ruleset_source_type: ruleset.source,
    ruleset_source:
      ruleset.source === 'Repository'
        ? `${world.repository.owner}/${world.repository.name}`
        : world.repository.owner,
    ruleset_id: ruleset.id,
  }
}
