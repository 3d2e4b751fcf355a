import { type CheckDefinition, duration } from '@operator/report'
import { z } from 'zod'

/** `watch` in the policy. */
export const watchPolicy = z.strictObject({
  /** How long a deployment is watched. */
  for: duration.prefault('30m'),
})
export type WatchPolicy = z.infer<typeof watchPolicy>

export const watchChecks: readonly CheckDefinition[] = [
  {
    id: 'post-deploy-watch/paths',
    title: 'Key user paths work',
    level: 'enforce',
    playbook: 'Verify key user paths',
  },
]
