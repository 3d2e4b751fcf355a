import { expect } from '@jest/globals'
import { addDeployment } from '../../github/index.ts'
import type { Case } from '../case.ts'

export const environmentOrder: Case = {
  number: 16,
  title:
    'the order of environments compares names without case and takes deployments of the systems that are named',
  sources: ['github/branch-deploy#303'],
  setting: {
    enforced: ['staging-first'],
    policy: [
      'environments:',
      '  staging: { deployments: { creators: ["vercel[bot]"] } }',
      '  production: { after: { environment: staging, soak: 0s, proof: deployed } }',
    ],
  },
  async play({ runCi, judgeDeployment, world, head, base }) {
    runCi({ event: 'push', branch: 'main' })
    const deploy = (creator: string, ref: string) =>
      addDeployment(world, { ref, environment: 'Staging', creator, statuses: ['success'] })
    deploy('vercel[bot]', base)
    const other = await judgeDeployment()
    expect([other.exit, other.told('staging-first')]).toEqual([1, 'fail not-deployed-before'])
    deploy('mona', head)
    const unnamed = await judgeDeployment()
    expect([unnamed.exit, unnamed.told('staging-first')]).toEqual([1, 'unknown deployment-unverified'])
    deploy('vercel[bot]', head)
    const same = await judgeDeployment()
    expect([same.exit, same.told('staging-first')]).toEqual([0, 'pass ran-before'])
  },
}
