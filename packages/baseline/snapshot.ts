import { dependenciesSnapshot } from '@operator/dependencies'
import { environmentSnapshot } from '@operator/environment'
import { secretsSnapshot } from '@operator/secrets'
import { workflowsSnapshot } from '@operator/workflows'
import { z } from 'zod'
import { partSnapshot } from './part.ts'

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
