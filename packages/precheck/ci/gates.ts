import type { CheckOutcome } from '@operator/report'
import { counted, fail, listed, pass, pending, unanswered, unknown } from '../outcome.ts'
import type { PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import { label, seconds, whatTheySay } from './describe-ci.ts'
import { namesGate } from './detect-gates.ts'
import type { CiFacts, Gate, WorkflowSetFacts } from './facts.ts'
import type { JudgedCheck } from './judge-checks.ts'
import { type CiJudgement, judgeCi } from './judge-ci.ts'
import { matchesAny } from './name-pattern.ts'
import { emits } from './own-run.ts'

/** `lint`, `tests` and `build`: the gate must exist, must have run on this commit, and must be green. */
export function evaluateGate(
  gate: Gate,
  facts: CiFacts,
  subject: SubjectFacts,
  rules: PrecheckRules,
): CheckOutcome {
  const id = `precheck/${gate}`
  const head = subject.head.slice(0, 12)
  if (!facts.checks.known) return unanswered(id, `The checks of ${head}`, facts.checks)
  const patterns = rules.precheck.gates[gate]
  const found = findGate(gate, judgeCi(facts, facts.checks.value, subject, rules), facts.head, patterns)
  const evidence = found.map((check) => ({
    fact: `${label(check)}: ${check.says}`,
    source:
      patterns === undefined
        ? 'GitHub checks; recognised by name and commands'
        : 'GitHub checks; named by the policy',
    ...(check.url !== '' && { url: check.url }),
  }))
  const by = (state: JudgedCheck['state']) => found.filter((check) => check.state === state)
  if (by('red').length > 0) {
    return fail(id, 'gate-failed', `${whatTheySay(by('red'))}.`, {
      evidence,
      next: `Mend ${label(by('red')[0])}.`,
    })
  }
  if (by('pending').length > 0) {
    return pending(id, 'gate-pending', `${whatTheySay(by('pending'))} after ${seconds(facts.waited)}.`, {
      evidence,
      next: 'Run this again when it is finished.',
    })
  }
  if (by('unclear').length > 0) {
    return unknown(id, 'conclusion-unknown', `${whatTheySay(by('unclear'))}.`, {
      evidence,
      next: `Look at ${label(by('unclear')[0])} yourself.`,
    })
  }
  const { unread } = facts.checks.value
  if (unread.length > 0) {
    return unknown(id, 'checks-unread', `Not every check could be read: ${unread.join(' ')}`, {
      evidence,
      next: 'Grant this job checks: read, statuses: read and actions: read.',
    })
  }
  const green = by('green')
  if (green.length > 0) {
    const names = listed(green.map(label))
    return pass(id, 'gate-green', `${counted(green.length, 'check')} green: ${names}.`, { evidence })
  }
  if (by('skipped').length > 0) {
    return unknown(id, 'gate-skipped', `Skipped on this commit: ${listed(by('skipped').map(label))}.`, {
      evidence,
      next: `Let ${label(by('skipped')[0])} run on this commit.`,
    })
  }
  return missing(id, gate, patterns, facts.head, head)
}

/** The checks that are this gate: on this commit, else on the merged pull request's head where its tree is the same. */
export function findGate(
  gate: Gate,
  { counted, onSameTree }: Pick<CiJudgement, 'counted' | 'onSameTree'>,
  head: WorkflowSetFacts,
  patterns: readonly string[] | undefined,
): JudgedCheck[] {
  const among = (checks: readonly JudgedCheck[]) =>
    checks.filter((check) => check.kind !== 'run' && isGate(check, gate, patterns, head))
  const here = among(counted)
  return here.length > 0 ? here : among(onSameTree)
}

function isGate(
  check: JudgedCheck,
  gate: Gate,
  patterns: readonly string[] | undefined,
  { workflows }: WorkflowSetFacts,
): boolean {
  if (patterns !== undefined) return matchesAny(patterns, check.name)
  const workflow = workflows.find(({ path }) => path === check.workflow)
  const jobs = workflow?.jobs.filter((job) => emits(job, check.name)) ?? []
  return jobs.length === 0 ? namesGate(gate, check.name) : jobs.some((job) => job.gates.includes(gate))
}

function missing(
  id: string,
  gate: Gate,
  patterns: readonly string[] | undefined,
  { workflows }: WorkflowSetFacts,
  head: string,
): CheckOutcome {
  const jobs = workflows.flatMap(({ path, jobs: all }) =>
    all.filter((job) => job.gates.includes(gate)).map((job) => `${job.id} of ${path}`),
  )
  const hint =
    patterns !== undefined
      ? ` The policy looks for ${listed(patterns)}.`
      : jobs.length > 0
        ? ` It would be ${listed(jobs, 3)}.`
        : ''
  return unknown(id, 'gate-missing', `No check that looks like ${gate} reported on ${head}.${hint}`, {
    next:
      jobs.length > 0
        ? `Let ${jobs[0] ?? 'it'} run on this commit.`
        : `Add a ${gate} job to the workflows, or name it under precheck.gates.${gate}.`,
  })
}
