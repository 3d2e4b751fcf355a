import { baselineSnapshot } from '@operator/baseline'
import { migrationsSnapshot } from '@operator/migrations'
import { precheckSnapshot } from '@operator/precheck'
import { partSnapshot } from '@operator/report'
import { z } from 'zod'

/** The facts of all three actions. */
export const gateSnapshot = z
  .object({
    baseline: partSnapshot(baselineSnapshot),
    migrations: partSnapshot(migrationsSnapshot),
    precheck: partSnapshot(precheckSnapshot),
  })
  .readonly()
export type GateSnapshot = z.infer<typeof gateSnapshot>
