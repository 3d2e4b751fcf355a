import { defineAction } from '@operator/host'
import {
  collectMigrations,
  evaluateMigrations,
  migrationsChecks,
  migrationsSnapshot,
} from '@operator/migrations'
import { openRehearsal } from '@operator/rehearsal'
import { migrationGuardInputs } from './inputs.ts'
import { prepareOwnCommands } from './own-commands.ts'

export const action = defineAction({
  action: 'migration-guard',
  inputs: migrationGuardInputs,
  checks: migrationsChecks,
  snapshot: migrationsSnapshot,
  collect: ({ sight, event, inputs, directory, policy: { migrations }, progress }) => {
    const rehearse = openRehearsal(
      { ...migrations, databaseUrl: inputs['database-url'] },
      { directory: import.meta.dirname, timeoutMilliseconds: migrations.timeout, onProgress: progress },
    )
    // Before a deployment everything is on the target branch already; what counts is what the environment has.
    const goesTo = event.pullRequest && sight.target
    const ownCommands = prepareOwnCommands(inputs, {
      event: event.name,
      directory,
      bundle: import.meta.dirname,
      progress,
    })
    return collectMigrations(sight.range, migrations, rehearse, goesTo, ownCommands)
  },
  evaluate: (snapshot, { policy, now }) => ({
    outcomes: evaluateMigrations(snapshot, policy.migrations, now),
  }),
})
