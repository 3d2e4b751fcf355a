import { checkStatus } from '@operator/report'
import { z } from 'zod'
import { defineAction } from './action.ts'
import { hideSecret } from './hidden.ts'
import { booleanInput } from './inputs.ts'
import { run } from './run.ts'

/** The smallest whole action, for tests of the frame: its input says how its one check turns out. */
export const action = defineAction({
  action: 'sample',
  inputs: {
    outcome: z.enum([...checkStatus.options, 'crash', 'crash-late']).default('pass'),
    'sample-token': z.string().optional(),
    hidden: z.string().optional(),
    slow: booleanInput.prefault('false'),
  },
  checks: [{ id: 'sample/check', title: 'A check', level: 'enforce', playbook: 'Nothing' }],
  snapshot: z.object({ outcome: z.string(), at: z.string(), text: z.string() }),
  collect: async ({ inputs, now, progress, sight }) => {
    if (inputs.slow) {
      progress('::error::waiting')
      await new Promise((resolve) => setTimeout(resolve, 2_500))
    }
    if (inputs.outcome === 'crash') throw new TypeError('collecting broke')
    const { hidden, outcome } = inputs
    if (hidden !== undefined) hideSecret(hidden)
    return { outcome, at: now.toISOString(), text: `${sight.head.message}${hidden ?? ''}` }
  },
  evaluate: ({ outcome, at, text }, { now, policy }) => {
    if (outcome === 'crash-late') throw new TypeError('judging broke')
    const message = `::error::${text} ##[set-output name=allowed]true`
    return {
      outcomes: [
        {
          id: 'sample/check',
          status: checkStatus.parse(outcome),
          reason: { code: 'sample', message },
          evidence: [{ fact: `${at} ${now.toISOString()} ${policy.version}`, source: 'sample' }],
          findings: [
            {
              ruleId: 'sample-rule',
              level: 'error',
              message: `old hole ${message}`,
              remedy: 'Mend it.',
              fingerprint: 'f',
              proof: 'static',
              state: 'existing',
              location: { path: '::warning::a\n##[error]b', line: 1 },
            },
          ],
          next: 'Do this next.',
        },
      ],
    }
  },
})

if (import.meta.main) await run(async () => ({ action }))
