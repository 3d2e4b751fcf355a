import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

const autoscaler = (max: number) =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { kind: Deployment, name: web }\n  minReplicas: 2\n  maxReplicas: ${max}\n`

export const ceilingWithoutAPrice: Case = {
  number: 20,
  title: 'a ceiling that rises thirtyfold asks, though an estimate says that it costs nothing',
  sources: [
    'infracost/infracost#2896',
    'infracost/infracost#1294',
    'infracost/infracost#2502',
    'infracost/infracost#94',
  ],
  setting: {
    enforced: ['cost-impact'],
    policy: ['precheck: { wait: 0s, cost: { infracost: cost.json } }'],
    base: { 'k8s/web.yaml': autoscaler(2) },
    head: { 'k8s/web.yaml': autoscaler(60) },
  },
  async play({ openPullRequest, runCi, judgePullRequest, worktree }) {
    openPullRequest()
    runCi()
    const estimate = { version: '0.2', currency: 'USD', diffTotalMonthlyCost: '0' }
    writeFileSync(join(worktree.directory, 'cost.json'), JSON.stringify(estimate))
    const judged = await judgePullRequest()
    expect([judged.exit, judged.verdict]).toEqual([1, 'ask-human'])
    expect(judged.told('cost-impact')).toBe('ask cost-grows')
    expect(
      judged
        .check('cost-impact')
        .findings.map(({ message }) => message)
        .join(),
    ).toMatch(/maxReplicas.*60/)
  },
}
