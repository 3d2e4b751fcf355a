import { type CheckId, counted, type Evidence, listed } from '@operator/report'
import { introduce } from '../introduce.ts'
import type { Part } from '../part.ts'
import type { MigrationsSnapshot } from '../snapshot.ts'
import { directoryOf } from '../tree.ts'
import { adviseOwnCommand } from './advice.ts'
import type { CommandFailure, OwnCommandAnswer } from './answer.ts'

/** What the user's own commands contribute to a check, beside the history that was recorded. */
export function evaluateOwnCommand(snapshot: MigrationsSnapshot, id: CheckId): Part[] {
  const { ownCommand, codeMigrations } = snapshot
  const open = uncovered(snapshot)
  if (ownCommand === undefined) return open.length > 0 ? [needsOwnCommand(open)] : []
  if (ownCommand.kind !== 'recorded') return [judgeProblem(ownCommand, id)]
  const parts: Part[] = []
  const edited = open.filter((migration) => migration.edited === true)
  if (edited.length > 0) parts.push(judgeEdited(edited, id))
  const silent = open.filter((migration) => migration.edited !== true)
  if (silent.length > 0) parts.push(notSent(ownCommand, silent))
  if (id === 'migration-guard/rollback') parts.push(...judgeRollback(ownCommand))
  if (ownCommand.statements === 0 && codeMigrations.length === 0) parts.push(nothingNew(ownCommand))
  return parts
}

type CodeMigration = MigrationsSnapshot['codeMigrations'][number]
type Recorded = Extract<OwnCommandAnswer, { readonly kind: 'recorded' }>

/** Migrations in code whose SQL is not known. A recording that names no file stands for all of one folder. */
function uncovered({ codeMigrations, ownCommand }: MigrationsSnapshot): readonly CodeMigration[] {
  if (ownCommand?.kind !== 'recorded') return codeMigrations
  const { covered, statements } = ownCommand
  const folders = new Set(codeMigrations.map(({ path }) => directoryOf(path)))
  if (covered.length === 0 && statements > 0 && folders.size === 1)
    return codeMigrations.filter(({ edited }) => edited === true)
  return codeMigrations.filter(({ path }) => !covered.includes(path))
}

function pathsOf(migrations: readonly CodeMigration[]): string {
  return listed(
    migrations.map(({ path }) => path),
    3,
  )
}

/** The order of such migrations, and what they send to the database, is known only to their own tool. */
function needsOwnCommand(open: readonly CodeMigration[]): Part {
  const tools = [...new Set(open.map(({ tool }) => tool))]
  return {
    status: 'unknown',
    code: 'needs-own-command',
    message: `${pathsOf(open)}: written in code (${tools.join(', ')}), so its SQL is known only once its own command has run.`,
    next: adviseOwnCommand(tools[0] ?? ''),
  }
}

function judgeProblem(answer: Exclude<OwnCommandAnswer, Recorded>, id: CheckId): Part {
  switch (answer.kind) {
    case 'refused':
      return {
        status: 'unknown',
        code: answer.code,
        message: `migrate-command was not run: ${answer.message}`,
        next: answer.next,
      }
    case 'unavailable':
      return {
        status: 'unknown',
        code: 'engine-missing',
        message: `migrate-command was not run: there is no PostgreSQL to record it on (${answer.message}).`,
        next: 'Run on Linux or macOS, where the job has a PostgreSQL of this major or reaches its npm registry.',
      }
    case 'nothing-recorded':
      return {
        status: 'unknown',
        code: 'nothing-recorded',
        message: `\`${answer.command}\` ended well, but no statement of it reached the throwaway database: it connected elsewhere, or to nothing${said(answer.output)}.`,
        next: 'Make it connect to DATABASE_URL (or PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE), which the command is given.',
      }
    case 'not-repeatable':
      return {
        status: 'unknown',
        code: 'not-repeatable',
        message: `What \`${answer.command}\` sent cannot be rehearsed: ${answer.why}.`,
        next: 'Run this migration on a copy by hand, or make it send plain statements from one session.',
      }
    case 'command-failed':
      return judgeFailure(answer, id)
  }
}

const notOnTime = 'Give it what it waits for, make it shorter, or raise migrations.timeout.'

function judgeFailure(failure: CommandFailure, id: CheckId): Part {
  const { which, command, end, exitCode, output, error } = failure
  const where = which === 'base' ? 'on the base' : 'on the change'
  const unknown = (code: string, message: string, next: string): Part => ({
    status: 'unknown',
    code,
    message,
    next,
  })
  if (end === 'timed-out')
    return unknown(
      'rehearsal-timeout',
      `\`${command}\` was still running ${where} when migrations.timeout was over${said(output)}; it may be waiting for an answer, which nobody gives here.`,
      notOnTime,
    )
  if (end !== 'exited' || exitCode === 126 || exitCode === 127) {
    const how = end === 'exited' ? `is not a command here (exit ${exitCode})` : end.replaceAll('-', ' ')
    return unknown(
      'command-not-run',
      `\`${command}\` ${how} ${where}${said(output)}.`,
      'Install what it needs in a step before this one.',
    )
  }
  const refused =
    error === undefined ? '' : `: PostgreSQL refused ${shorten(error.sql)}: ${error.message} (${error.code})`
  const message = `\`${command}\` ended with ${exitCode} ${where}${refused || said(output)}.`
  if (which === 'base')
    return unknown(
      'base-command-failed',
      message,
      'Make the command work on the base, for what is new is what the head sends after it.',
    )
  if (error?.code === '42501')
    return unknown(
      'not-runnable-here',
      message,
      "The throwaway server's role is no superuser: make sure that production's role may do this, and run it on a copy by hand.",
    )
  if (id !== 'migration-guard/rehearsal' && which === 'head')
    return unknown(
      'not-rehearsed',
      'The migrations did not apply, so nothing else could be tried.',
      'Make the migrations apply first.',
    )
  return {
    status: 'fail',
    code: which === 'head' ? 'migration-fails' : 'rollback-fails',
    message,
    next: 'Correct the migration and run the command on a database that has the merged ones.',
  }
}

/** The last line of a command, as it is. */
function said(output: string): string {
  const last = output.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
  return last === '' ? '' : `, and said last: ${last.replace(/\.$/, '')}`
}

function shorten(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 120)}…` : line || 'the login'
}

function judgeEdited(edited: readonly CodeMigration[], id: CheckId): Part {
  const message = `${pathsOf(edited)} is on the target branch already and was changed: its tool does not run it again, so databases that have it will not get this edit.`
  if (id !== 'migration-guard/files')
    return { status: 'not-applicable', code: 'edited-applied-migration', message }
  const findings = edited.map(({ path }) =>
    introduce({
      ruleId: 'edited-applied-migration',
      level: 'warning',
      path,
      subject: path,
      proof: 'proven',
      message: 'This migration is on the target branch already; its tool did not run it again.',
      remedy: 'Restore the file and put the change into a new migration.',
    }),
  )
  return {
    status: 'ask',
    code: 'edited-applied-migration',
    message,
    findings,
    next: 'Restore it, or make sure that the edit changes nothing that it sends.',
  }
}

function notSent({ command, statements }: Recorded, silent: readonly CodeMigration[]): Part {
  const sent = statements === 0 ? 'nothing new' : 'nothing that says so'
  return {
    status: 'unknown',
    code: 'not-recorded',
    message: `${pathsOf(silent)} is new, but \`${command}\` sent ${sent} for it.`,
    next: 'Make the command run the migrations of the folder it runs in (build them there first), or run this one on a copy by hand.',
  }
}

function judgeRollback({ rollback }: Recorded): Part[] {
  switch (rollback.kind) {
    case 'not-given':
    case 'recorded':
      return []
    case 'incomplete':
      return [
        {
          status: 'fail',
          code: 'rollback-incomplete',
          message: `rollback-command ended well and did not take back ${listed([...rollback.left], 3)}.`,
          next: 'Write what takes it back, or make rollback-command take back every new migration.',
        },
      ]
    case 'not-repeatable':
      return [
        {
          status: 'unknown',
          code: 'not-repeatable',
          message: `What rollback-command sent cannot be rehearsed: ${rollback.why}.`,
          next: 'Run up, down and up again on a copy by hand.',
        },
      ]
    case 'command-failed':
      return [judgeFailure(rollback, 'migration-guard/rollback')]
  }
}

function nothingNew({ command }: Recorded): Part {
  return {
    status: 'not-applicable',
    code: 'nothing-new',
    message: `\`${command}\` sends nothing for the change that it does not send for the base.`,
  }
}

/** What was recorded, for the check that rests on it. */
export function describeRecording({ ownCommand }: MigrationsSnapshot): Evidence[] {
  if (ownCommand?.kind !== 'recorded') return []
  const { command, statements, transactions, merged, own, undone, rollback } = ownCommand
  const source = `\`${command}\`, recorded by PostgreSQL`
  const facts = [
    `${counted(statements, 'statement')} in ${counted(transactions, 'transaction')} for the change, ${merged} for the base`,
    `${own} of the tool's own (version table, locks, introspection) set aside${undone > 0 ? `; ${undone} failed or were rolled back and left nothing` : ''}`,
    ...(rollback.kind === 'recorded'
      ? [
          `${counted(rollback.statements, 'statement')} to take it back, in ${counted(rollback.runs, 'run')} of rollback-command`,
        ]
      : []),
  ]
  return facts.map((fact) => ({ fact, source }))
}
