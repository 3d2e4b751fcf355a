import { dependenciesSnapshot } from '@operator/dependencies'
import { environmentSnapshot } from '@operator/environment'
import { partSnapshot } from '@operator/report'
import { secretsSnapshot } from '@operator/secrets'
import { workflowsSnapshot } from '@operator/workflows'
import { z } from 'zod'

/** The facts of every part of the security baseline. */
export const baselineSnapshot = z
  .object({
    secrets: partSnapshot(secretsSnapshot),
    dependencies: partSnapshot(dependenciesSnapshot),
    workflows: partSnapshot(workflowsSnapshot),
    environment: partSnapshot(environmentSnapshot),
    /** Milliseconds by part. */
    timings: z.record(z.string(), z.number()).readonly(),
  })
  .readonly()
export type BaselineSnapshot = z.infer<typeof baselineSnapshot>
