import { defineAction } from '@operator/host'
import {
  collectMigrations,
  evaluateMigrations,
  liveChecks,
  migrationsChecks,
  migrationsSnapshot,
} from '@operator/migrations'
import { openRehearsal } from '@operator/rehearsal'
import { z } from 'zod'
import { aroundSnapshot, collectAround, evaluateAround } from './around-migration.ts'
import { migrationGuardInputs } from './inputs.ts'
import { prepareOwnCommands } from './own-commands.ts'

/** Each phase answers its own: what another one said is no answer now. */
const checksOfPhase = {
  rehearse: migrationsChecks,
  before: liveChecks.filter(({ id }) => id !== 'migration-guard/verify'),
  verify: liveChecks.filter(({ id }) => id === 'migration-guard/verify'),
}

export const action = defineAction({
  action: 'migration-guard',
  inputs: migrationGuardInputs,
  checks: [...migrationsChecks, ...liveChecks],
  checksOf: ({ phase }) => checksOfPhase[phase],
  snapshot: z.union([aroundSnapshot, migrationsSnapshot]),
  collect: async (request) => {
    const { sight, event, inputs, directory, policy, progress } = request
    const { migrations } = policy
    const rehearse = openRehearsal(
      { ...migrations, databaseUrl: inputs['database-url'] },
      { directory: import.meta.dirname, timeoutMilliseconds: migrations.timeout, onProgress: progress },
    )
    if (inputs.phase !== 'rehearse') return collectAround(request, inputs.phase, rehearse)
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
  evaluate: (snapshot, { policy, now }) =>
    'live' in snapshot
      ? evaluateAround(snapshot, policy.migrations, now)
      : { outcomes: evaluateMigrations(snapshot, policy.migrations, now) },
})
