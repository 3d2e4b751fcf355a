import { type CheckOutcome, counted, countStates, type Finding, listed } from '@operator/report'
import type { WorkflowsPolicy } from './policy.ts'
import type { WorkflowsSnapshot } from './snapshot.ts'

const id = 'security-baseline/workflows'

/** Fails on an introduced error; a changed file that could not be judged leaves the check unknown. */
export function evaluateWorkflows(
  snapshot: WorkflowsSnapshot,
  policy: WorkflowsPolicy,
  _now: Date,
): CheckOutcome[] {
  return [judge(snapshot, policy)]
}

function judge(snapshot: WorkflowsSnapshot, policy: WorkflowsPolicy): CheckOutcome {
  const { files, findings, unjudged } = snapshot
  const evidence = [
    {
      fact: `${files.length} workflows, actions and Dependabot files were read`,
      source: 'git objects at head',
    },
    ...policy['ignore-rules'].map((rule) => ({ fact: `the rule ${rule} is not applied`, source: 'policy' })),
    ...unjudged.map(({ path, problem }) => ({
      fact: `${path} was not wholly judged: ${problem}`,
      source: 'git objects at head',
    })),
  ]
  const shared = { id, evidence, findings }
  const blocking = findings.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  if (blocking.length > 0) {
    return {
      ...shared,
      status: 'fail',
      reason: {
        code: 'introduced-error',
        message: `${counted(blocking.length, 'new error')} in ${placesOf(blocking)}.`,
      },
      ...(blocking[0] && { next: nextOf(blocking[0]) }),
    }
  }
  const changed = unjudged.filter((file) => file.introduced)
  if (changed.length > 0) {
    return {
      ...shared,
      status: 'unknown',
      reason: {
        code: 'unparsable',
        message: `Changed and not wholly judged: ${listed(changed.map(({ path }) => path))}.`,
      },
      next: 'Write these files so that GitHub and this audit can read them.',
    }
  }
  if (files.length === 0) {
    return {
      ...shared,
      status: 'not-applicable',
      reason: { code: 'no-workflows', message: 'There are no workflows or actions at head.' },
    }
  }
  const old = unjudged.length === 0 ? '' : ` ${counted(unjudged.length, 'older place')} could not be judged.`
  const states = countStates(findings)
  return {
    ...shared,
    status: 'pass',
    reason: {
      code: states === '' ? 'clean' : 'nothing-introduced',
      message: `${states === '' ? 'Nothing was found' : 'The change brings no new error'} in ${counted(files.length, 'file')}.${old}`,
    },
  }
}

/** The remedy, with where it belongs. */
function nextOf({ location, remedy }: Finding): string {
  return location === undefined ? remedy : `${location.path}:${location.line ?? 1}: ${remedy}`
}

function placesOf(findings: readonly Finding[]): string {
  return listed(findings.map((finding) => finding.location?.path ?? ''))
}
