import type { CheckOutcome } from '@operator/report'
import { type LastHealthy, lastHealthyEvidence } from '../deploy/last-healthy.ts'
import type { Fact } from '../fact.ts'
import { ask, counted, fail, listed, pass, unanswered, unknown } from '../outcome.ts'
import type { PullRequestFacts } from '../review/facts.ts'
import type { PrecheckRules } from '../rules.ts'
import type { RollbackFacts } from './facts.ts'

const id = 'precheck/rollback-plan'

/** What else is known about going back. */
export interface WayBack {
  /** Where a rollback would go to; undefined where no environment is about to change. */
  readonly target: LastHealthy | undefined
  /** True only when migration-guard's verified answer says that every migration can be taken back. */
  readonly migrationsReversible: boolean
}

/** A way back must be written down, be executable, and lead somewhere. */
export function evaluateRollbackPlan(
  facts: Fact<RollbackFacts>,
  pullRequests: Fact<readonly PullRequestFacts[]>,
  rules: PrecheckRules,
  way: WayBack,
): CheckOutcome {
  if (!facts.known) return unanswered(id, 'What a rollback could use', facts)
  const standing = findStanding(facts.value, rules)
  const named = rules.precheck.rollback.runbook
  if (named !== undefined && !facts.value.runbooks.some(({ path }) => path === named)) {
    return fail(id, 'runbook-missing', `The policy names ${named}, which is not at this commit.`, {
      next: `Add ${named}, or correct precheck.rollback.runbook.`,
    })
  }
  const hard = facts.value.migrations.length > 0 && !way.migrationsReversible
  const pulls = pullRequests.known ? pullRequests.value : []
  const plans = pulls.map((pull) => ({ pull, plan: judgePlan(pull, facts.value, hard) }))
  const evidence = [
    ...plans.map(({ pull, plan }) => ({ fact: `#${pull.number}: ${plan.says}`, source: 'pull request' })),
    ...standing.map((fact) => ({ fact, source: 'git at this commit' })),
    ...lastHealthyEvidence(way.target),
  ]
  const without = plans.filter(({ plan }) => plan.kind !== 'executable')
  const covered = plans.length > 0 && without.length === 0
  // What always works for code does not undo a migration.
  if (!covered && (standing.length === 0 || hard)) {
    if (!pullRequests.known) return unanswered(id, 'The pull requests that ship', pullRequests, { evidence })
    if (facts.value.unread.length > 0) {
      return unknown(id, 'unread-files', `Not read: ${listed(facts.value.unread)}.`, {
        evidence,
        next: 'Read it yourself.',
      })
    }
    return lacking(without[0], standing.length > 0, hard, facts.value, evidence)
  }
  const target = judgeTarget(way.target, evidence)
  if (target !== undefined) return target
  const how = covered
    ? `${counted(plans.length, 'pull request')} ${plans.length === 1 ? 'says' : 'say'} how: ${listed(plans.map(({ plan }) => plan.says))}`
    : listed(standing)
  return pass(id, 'plan-executable', `${how}.`, { evidence })
}

interface Plan {
  readonly kind: 'absent' | 'not-executable' | 'revert-not-enough' | 'executable'
  readonly says: string
}

function judgePlan({ rollback }: PullRequestFacts, facts: RollbackFacts, hard: boolean): Plan {
  switch (rollback.state) {
    case 'absent':
      return { kind: 'absent', says: 'no section about rollback' }
    case 'declined':
      return { kind: 'absent', says: 'its section about rollback says nothing' }
    case 'template':
      return { kind: 'absent', says: 'its section about rollback is the untouched template' }
    case 'written':
      break
  }
  const file = rollback.mentions.find((mention) =>
    facts.named.some((path) => path === mention || path.endsWith(`/${mention}`)),
  )
  const [command] = rollback.commands
  if (command !== undefined) return { kind: 'executable', says: `run ${command}` }
  if (file !== undefined) return { kind: 'executable', says: `follow ${file}` }
  if (rollback.flag !== undefined && !hard) return { kind: 'executable', says: `switch off ${rollback.flag}` }
  if (rollback.reverts) {
    return hard
      ? { kind: 'revert-not-enough', says: 'a revert, which does not undo the migrations' }
      : { kind: 'executable', says: 'revert it' }
  }
  return { kind: 'not-executable', says: 'words without a command, a file, a workflow or a flag' }
}

/** What the repository has for every rollback. */
function findStanding({ runbooks, dispatchable }: RollbackFacts, rules: PrecheckRules): string[] {
  const automatic = rules.watch.rollback?.workflow
  const workflows = dispatchable.filter(
    (path) => /roll-?back/i.test(path) || (automatic !== undefined && path.endsWith(`/${automatic}`)),
  )
  return [
    ...workflows.map((path) => `dispatch ${path}`),
    ...runbooks.flatMap(({ path, executable }) =>
      executable === undefined ? [] : [`${path}: ${executable}`],
    ),
  ]
}

function lacking(
  first: { readonly pull: PullRequestFacts; readonly plan: Plan } | undefined,
  hasStanding: boolean,
  hard: boolean,
  { migrations }: RollbackFacts,
  evidence: readonly { readonly fact: string; readonly source: string }[],
): CheckOutcome {
  const where = first === undefined ? 'a runbook' : `the text of #${first.pull.number}, under "Rollback plan"`
  if (hard) {
    const revert = hasStanding || first?.plan.kind === 'revert-not-enough'
    return fail(
      id,
      revert ? 'revert-not-enough' : 'plan-missing',
      `${listed(migrations, 3)} may change the database, and nothing says how that is taken back.`,
      {
        evidence,
        next: `Say in ${where} which command or file undoes it, or hand over migration-guard's evidence.`,
      },
    )
  }
  if (first?.plan.kind === 'not-executable') {
    return fail(id, 'not-executable', `#${first.pull.number} has a rollback plan of ${first.plan.says}.`, {
      evidence,
      next: `Name a command, a runbook or a workflow of this repository, or a feature flag in ${where}.`,
    })
  }
  const message =
    first === undefined ? 'Nothing says how to go back.' : `#${first.pull.number}: ${first.plan.says}.`
  return fail(id, 'plan-missing', message, {
    evidence,
    next: `Say in ${where} how to go back, or keep a runbook such as docs/rollback.md with the command in it.`,
  })
}

/** A plan that leads nowhere is none: before the first healthy deployment there is nothing to go back to. */
function judgeTarget(
  target: LastHealthy | undefined,
  evidence: readonly { readonly fact: string; readonly source: string }[],
): CheckOutcome | undefined {
  switch (target?.kind) {
    case undefined:
      return undefined
    case 'found': {
      const { sha, tree, environment } = target.deployment
      if (tree !== undefined) return undefined
      return unknown(
        id,
        'target-gone',
        `${sha.slice(0, 12)}, to which a rollback of ${environment} would go, is no longer in the repository.`,
        { evidence, next: 'Keep what is deployed reachable, by a tag or a branch, or deploy again.' },
      )
    }
    case 'none':
      return ask(
        id,
        'nothing-to-go-back-to',
        `No healthy deployment to ${target.environment} is recorded: a rollback has nowhere to go.`,
        {
          evidence,
          next: 'Let a person confirm this first deployment.',
        },
      )
    case 'unverified':
      return unknown(id, 'deployment-unverified', target.message, { evidence, next: target.next })
    case 'unread':
      return unanswered(id, 'What is deployed', target.fact, { evidence })
  }
}
