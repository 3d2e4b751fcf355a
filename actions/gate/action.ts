import { baselineChecks, collectBaseline } from '@operator/baseline'
import { defineAction, hideSecret, maskSecret, sayDefect } from '@operator/host'
import { collectMigrations, migrationsChecks } from '@operator/migrations'
import { collectPrecheck, precheckChecks, toPrecheckRequest } from '@operator/precheck'
import { openRehearsal } from '@operator/rehearsal'
import { collectPart } from '@operator/report'
import { evaluateGate, judgeOthers } from './evaluate.ts'
import { gateInputs } from './inputs.ts'
import { gateSnapshot } from './snapshot.ts'

export const action = defineAction({
  action: 'gate',
  inputs: gateInputs,
  checks: [...baselineChecks, ...migrationsChecks, ...precheckChecks],
  snapshot: gateSnapshot,
  // Precheck comes last: what it waits for, the checks of this commit, goes on meanwhile.
  collect: async (request) => {
    const { sight, event, inputs, policy, now, progress } = request
    const timings = new Map<string, number>()
    const collect = <Facts>(name: string, work: () => Promise<Facts>) =>
      collectPart(name, timings, work, sayDefect)
    const baseline = await collect('security-baseline', () =>
      collectBaseline(sight.range, policy.security, {
        onSecret: maskSecret,
        onSecretInName: hideSecret,
        onCrash: sayDefect,
        progress,
      }),
    )
    const migrations = await collect('migration-guard', () => {
      const rehearse = openRehearsal(
        { ...policy.migrations, databaseUrl: inputs['database-url'] },
        {
          directory: import.meta.dirname,
          timeoutMilliseconds: policy.migrations.timeout,
          onProgress: progress,
        },
      )
      // Before a deployment everything is on the target branch already; what counts is what the environment has.
      const goesTo = event.pullRequest && sight.target
      return collectMigrations(sight.range, policy.migrations, rehearse, goesTo)
    })
    const precheck = await collect('precheck', () =>
      collectPrecheck(
        toPrecheckRequest(request, {
          job: process.env['GITHUB_JOB'],
          checkRun: inputs['check-run-id'],
          operator: process.env['GITHUB_ACTION_REPOSITORY'] || undefined,
          watcher: inputs.watcher,
          incident: inputs.incident,
          wait: inputs.wait,
          approvedEvidence: inputs['approved-evidence'],
          recomputed: judgeOthers({ baseline, migrations }, policy, now).recomputed,
        }),
      ),
    )
    return { baseline, migrations, precheck }
  },
  evaluate: (snapshot, { policy, now }) => evaluateGate(snapshot, policy, now),
})
