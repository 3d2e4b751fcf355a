import { type CheckOutcome, counted, listed } from '@operator/report'
import { composeAccount } from './account/compose-account.ts'
import { evaluateData } from './evaluate-data.ts'
import { evaluateFiles } from './evaluate-files.ts'
import { evaluateRehearsal } from './evaluate-rehearsal.ts'
import { evaluateRollback } from './evaluate-rollback.ts'
import { evaluateRowSecurity } from './evaluate-row-security.ts'
import { evaluateRules } from './evaluate-rules.ts'
import { describeRecording, evaluateOwnCommand } from './own-commands/evaluate.ts'
import { joinParts, type Part } from './part.ts'
import { type MigrationsPolicy, migrationsChecks } from './policy.ts'
import type { HistorySnapshot, MigrationsSnapshot } from './snapshot.ts'
import { evaluateTakenAway } from './still-used/evaluate.ts'

type Decision = (history: HistorySnapshot, major: number) => Part

const decisions: Readonly<Record<string, Decision>> = {
  'migration-guard/files': evaluateFiles,
  'migration-guard/rules': evaluateRules,
  'migration-guard/rehearsal': evaluateRehearsal,
  'migration-guard/rollback': evaluateRollback,
  'migration-guard/data': evaluateData,
  'migration-guard/row-security': evaluateRowSecurity,
}

/** Pure: the same facts give the same outcomes. The policy's other keys were used while collecting. */
export function evaluateMigrations(
  snapshot: MigrationsSnapshot,
  _policy: MigrationsPolicy,
  _now: Date,
): CheckOutcome[] {
  return withAccount(snapshot, judgeEach(snapshot))
}

/** The rules speak of statements, so what these do stands with them. */
function withAccount(snapshot: MigrationsSnapshot, outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  const rollback = outcomes.find(({ id }) => id === 'migration-guard/rollback')
  const said =
    rollback?.status === 'pass' || rollback?.status === 'fail' ? rollback.reason.message : undefined
  const account = composeAccount(
    snapshot,
    outcomes.flatMap(({ findings }) => findings),
    said,
  )
  return outcomes.map((outcome) =>
    outcome.id === 'migration-guard/rules' && account !== undefined ? { ...outcome, account } : outcome,
  )
}

function judgeEach(snapshot: MigrationsSnapshot): CheckOutcome[] {
  return migrationsChecks.map(({ id }) => {
    const decide = decisions[id]
    const parts =
      decide === undefined
        ? evaluateTakenAway(snapshot)
        : snapshot.histories.map((history) => decide(history, snapshot.postgres))
    const own = evaluateOwnCommand(snapshot, id)
    // What came of the rollback command says more than that its SQL is not known.
    const others = parts.filter(({ code }) => own.length === 0 || code !== 'no-rollback-command')
    const joined = joinParts(id, [...others, ...describeUnread(snapshot), ...own], describeNothing(snapshot))
    if (id !== 'migration-guard/rehearsal') return joined
    const outcome = { ...joined, evidence: [...joined.evidence, ...describeRecording(snapshot)] }
    if (snapshot.postgresNamed || snapshot.histories.length === 0) return outcome
    const assumed = {
      fact: `production is taken for PostgreSQL ${snapshot.postgres}: migrations.postgres is not set`,
      source: 'policy',
    }
    return { ...outcome, evidence: [...outcome.evidence, assumed] }
  })
}

function describeUnread({ unread }: MigrationsSnapshot): Part[] {
  const [first] = unread
  if (first === undefined) return []
  const message = `${listed(
    unread.map(({ path, why }) => `${path} was not read: ${why}`),
    3,
  )}.`
  return [{ status: 'unknown', code: 'not-read', message, next: 'Review this file by hand.' }]
}

function describeNothing({ otherSql }: MigrationsSnapshot): Part {
  const [first] = otherSql
  const code = 'no-migrations'
  if (first === undefined)
    return { status: 'not-applicable', code, message: 'The change adds or touches no migration.' }
  const files =
    otherSql.length > 1 ? `${first} and ${counted(otherSql.length - 1, 'more SQL file')} are` : `${first} is`
  return {
    status: 'not-applicable',
    code,
    message: `The change touches no migration; ${files} in no folder that is recognised as one of migrations.`,
    next: 'If they are migrations, name their directory in migrations.paths.',
  }
}
