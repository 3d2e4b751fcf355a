import type { Part } from './part.ts'
import type { HistorySnapshot } from './snapshot.ts'

/** The part that says why there is no rehearsal to judge, shared by all checks that need one. */
export function whyNotRehearsed(history: HistorySnapshot, major: number): Part | undefined {
  const { rehearsal } = history
  if (rehearsal.kind === 'rehearsed') return undefined
  if (rehearsal.kind === 'stopped') {
    const at = rehearsal.at === undefined ? '' : ` at ${rehearsal.at}`
    return {
      status: 'unknown',
      code: `rehearsal-${rehearsal.why}`,
      message: `The rehearsal stopped${at}: ${rehearsal.message.split('\n')[0]}.`,
      next:
        rehearsal.why === 'timeout'
          ? 'See whether this statement ends at all; if so, split the migration, or raise migrations.timeout.'
          : 'Run the migration on a copy by hand.',
    }
  }
  if (rehearsal.kind === 'unavailable') {
    return rehearsal.code === 'engine-missing'
      ? {
          status: 'unknown',
          code: rehearsal.code,
          message: `PostgreSQL ${major}, production's, could not be had here: ${rehearsal.message}.`,
          next: `Install PostgreSQL ${major} on the runner, let the job reach its npm registry, or give it a service container and name it in database-url.`,
        }
      : {
          status: 'unknown',
          code: rehearsal.code,
          message: `${rehearsal.message}.`,
          next: `Name an empty service container of this job that runs PostgreSQL ${major}.`,
        }
  }
  if (rehearsal.code === 'nothing-new')
    return { status: 'not-applicable', code: rehearsal.code, message: 'The change adds no migration.' }
  const refused = history.unparsed.find(({ direction, kind }) => direction === 'up' && kind === 'refused')
  if (rehearsal.code === 'not-parsed' && refused !== undefined) {
    return {
      status: 'fail',
      code: 'syntax-error',
      message: `${rehearsal.why}: PostgreSQL would refuse it too.`,
      next: `Correct the SQL of ${refused.path}.`,
    }
  }
  return {
    status: 'unknown',
    code: rehearsal.code,
    message: `${history.tool} in ${history.directory || 'the root'}: ${rehearsal.why}.`,
    next:
      rehearsal.code === 'grants-not-read'
        ? 'Correct migrations.role and migrations.grants, on the target branch.'
        : rehearsal.code === 'not-runnable-here'
          ? 'Run these migrations on a copy by hand, or name the directory in migrations.ignore if production does not use it.'
          : 'Run these migrations on a copy by hand, and say so in the pull request.',
  }
}
