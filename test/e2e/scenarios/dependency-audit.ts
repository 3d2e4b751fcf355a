import assert from 'node:assert/strict'
import { advisory, range } from '../../osv/index.ts'
import { expectJobs } from '../expect.ts'
import type { Scenario } from '../scenario.ts'
import { schedule } from '../scene.ts'

const example = 'dependency-audit.yml'

export const dependencyAudit: readonly Scenario[] = [
  {
    example,
    name: 'nothing known: green, and no issue',
    play: async ({ stage, run }) => {
      expectJobs(await run(example, schedule(stage)), { audit: 'success' })
      assert.equal(stage.world.issues.length, 0)
    },
  },
  {
    example,
    name: 'an advisory for what already ships: one issue, however often it runs',
    stage: {
      advisories: [
        advisory('GHSA-demo-demo-demo', {
          summary: 'Made up for this test',
          affected: [range('npm', 'picomatch', '0', '4.0.9')],
          database_specific: { severity: 'HIGH' },
        }),
      ],
    },
    play: async ({ stage, run }) => {
      await run(example, schedule(stage))
      await run(example, schedule(stage))
      assert.equal(stage.world.issues.filter(({ state }) => state === 'open').length, 1)
      assert.match(stage.world.issues[0]?.body ?? '', /picomatch/)
    },
  },
]
