import { counted, listed } from '@operator/report'
import type { CiFacts } from '../ci/facts.ts'
import type { PrecheckRules } from '../rules.ts'
import type { Weakness } from './diagnosis.ts'
import { reachable } from './reachable.ts'
import type { Demanded } from './weaknesses/rule.ts'

/** What holds for the repository as a whole, whichever check is meant. */
export function findRepositoryWeaknesses(
  ci: CiFacts,
  demanded: readonly Demanded[],
  rules: PrecheckRules,
): Weakness[] {
  return [nothingRequired(ci, demanded), ownVersion(demanded, rules), privileged(ci), unreadable(ci)].flatMap(
    (found) => found ?? [],
  )
}

function nothingRequired(
  { rules, protection }: CiFacts,
  demanded: readonly Demanded[],
): Weakness | undefined {
  if (demanded.length > 0 || !rules.known || !protection.known) return undefined
  return {
    code: 'nothing-required',
    message:
      'Nobody need forge anything: neither a ruleset, nor branch protection, nor the policy requires any check.',
    remedy: 'Require the checks below in a ruleset, and the job that runs precheck with them.',
  }
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request */
function ownVersion(demanded: readonly Demanded[], { checks }: PrecheckRules): Weakness | undefined {
  // A change to the workflow is then a question of its own.
  if (checks['precheck/pipeline-changed'] === 'enforce') return undefined
  const names = demanded.filter(({ emitters }) =>
    emitters.some(({ events }) => events.includes('pull_request')),
  )
  if (names.length === 0) return undefined
  return {
    code: 'runs-own-version',
    message: `Anybody who can push a branch: on pull_request GitHub runs the workflow as the change has it, so a change can empty the job behind ${listed(names.map(({ required }) => JSON.stringify(required.name)))}.`,
    remedy:
      'Enforce precheck/pipeline-changed, give .github/ a code owner, or require the workflow through a ruleset of the organisation.',
  }
}

function privileged({ trusted }: CiFacts): Weakness | undefined {
  const open = trusted.workflows.filter(({ events }) => events.some((event) => reachable.includes(event)))
  if (open.length === 0) return undefined
  return {
    code: 'privileged-workflows',
    message: `Outsiders, through ${counted(open.length, 'workflow')} that their actions start with the repository's own token (${listed(open.map(({ path }) => path))}): one that runs what they wrote can post any status.`,
    remedy:
      'Give these workflows permissions: {} but for what they need, and let security-baseline/workflows judge them.',
  }
}

function unreadable({ trusted }: CiFacts): Weakness | undefined {
  if (trusted.unreadable.length === 0) return undefined
  return {
    code: 'workflows-unreadable',
    message: `It cannot be told what ${listed(trusted.unreadable)} reports.`,
    remedy: 'Mend the file, so that it is YAML that GitHub reads.',
  }
}
