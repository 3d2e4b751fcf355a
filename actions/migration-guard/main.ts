import { run } from '@operator/host'
import {
  collectMigrations,
  evaluateMigrations,
  migrationsChecks,
  migrationsSnapshot,
} from '@operator/migrations'
import { locateChild, rehearseInChild } from '@operator/rehearsal'
import { migrationGuardInputs } from './inputs.ts'

await run({
  action: 'migration-guard',
  inputs: migrationGuardInputs,
  checks: migrationsChecks,
  snapshot: migrationsSnapshot,
  collect: ({ sight, policy: { migrations } }) => {
    const child = locateChild(import.meta.dirname)
    const rehearse =
      child === undefined ? undefined : rehearseInChild({ child, timeoutMilliseconds: migrations.timeout })
    return collectMigrations(sight.range, migrations, rehearse)
  },
  evaluate: (snapshot, { policy, now }) => ({
    outcomes: evaluateMigrations(snapshot, policy.migrations, now),
  }),
})
