import type { CiFacts } from '../ci/facts.ts'
import { emits } from '../ci/own-run.ts'
import type { PrecheckRules } from '../rules.ts'
import type { Diagnosis } from './diagnosis.ts'
import { neededPermissions } from './needed-permissions.ts'
import { actionsApp } from './weaknesses/rule.ts'

/** A check of the branch's own workflows that is worth requiring. */
interface Candidate {
  readonly name: string
  readonly workflow: string
}

/** What to paste, and where. */
export function writePaste(ci: CiFacts, rules: PrecheckRules, hasPolicy: boolean): Diagnosis['paste'] {
  const candidates = listCandidates(ci)
  return {
    permissions: writePermissions(),
    policy: writePolicy(candidates, rules, hasPolicy),
    ruleset: writeRuleset(candidates),
  }
}

/** Jobs that the branch's workflows run on pull requests: under the names that reported, else those that the files tell for sure. */
function listCandidates({ trusted, checks }: CiFacts): Candidate[] {
  const reported = checks.known ? checks.value.checkRuns : []
  const candidates = trusted.workflows
    .filter(({ events }) => events.includes('pull_request'))
    .flatMap(({ path, jobs }) =>
      jobs
        .filter(({ deploys, runsOperator }) => !deploys && !runsOperator)
        .flatMap((job) => {
          const seen = reported
            .filter(({ name, run }) => run?.path === path && emits(job, name))
            .map(({ name }) => name)
          const [only, ...others] = job.checkNames
          const told = others.length === 0 && only?.length === 1 ? [...only] : []
          return (seen.length > 0 ? seen : told).map((name) => ({ name, workflow: path }))
        }),
    )
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]))
  // Where two workflows report one name, a rule by that name says nothing about either.
  return [...byName.values()].filter(
    ({ name }) =>
      new Set(candidates.filter((one) => one.name === name).map(({ workflow }) => workflow)).size === 1,
  )
}

function writePermissions(): string {
  const lines = neededPermissions.map(({ name, purpose }) => `  ${name}: read # ${purpose}`)
  return ['permissions:', ...lines].join('\n')
}

function writePolicy(candidates: readonly Candidate[], rules: PrecheckRules, hasPolicy: boolean): string {
  const pinned = rules.precheck['required-checks'].flatMap((one) =>
    typeof one !== 'string' && one.workflow !== undefined ? [one.name] : [],
  )
  const missing = candidates.filter(({ name }) => !pinned.includes(name))
  const list = missing.map(
    ({ name, workflow }) =>
      `    - { name: ${quote(name)}, app: ${actionsApp.slug}, workflow: ${quote(workflow)} }`,
  )
  const required = list.length === 0 ? [] : ['precheck:', '  required-checks:', ...list]
  // The first policy asks about the pipeline as well: whoever changes a workflow changes what its checks mean.
  const checks =
    rules.checks['precheck/pipeline-changed'] === 'enforce'
      ? []
      : ['checks:', '  precheck/pipeline-changed: enforce']
  const lines = [...(hasPolicy ? [] : ['version: 1']), ...required, ...checks]
  if (lines.length === 0) return '# nothing is missing'
  return [...(hasPolicy ? ['# beside what is there already, under the same keys'] : []), ...lines].join('\n')
}

/** A rule as GitHub's API and the import of rulesets read it. */
function writeRuleset(candidates: readonly Candidate[]): string {
  const checks = candidates.map(
    ({ name }) => `      ${JSON.stringify({ context: name, integration_id: actionsApp.id })}`,
  )
  return [
    '{',
    '  "type": "required_status_checks",',
    '  "parameters": {',
    '    "strict_required_status_checks_policy": true,',
    `    "required_status_checks": [${checks.length === 0 ? '' : `\n${checks.join(',\n')}\n    `}]`,
    '  }',
    '}',
  ].join('\n')
}

/** Every JSON string is a YAML string. */
function quote(text: string): string {
  return JSON.stringify(text)
}
