import { z } from 'zod'
import { moment, reader } from './format.ts'

const snapshot = z.object({
  SnapshotCreateTime: moment.optional(),
  Status: z.string(),
  DBSnapshotIdentifier: z.string().optional(),
  DBClusterSnapshotIdentifier: z.string().optional(),
})
const printed = z.union([
  z
    .object({ DBSnapshots: z.array(snapshot) })
    .transform(({ DBSnapshots }) => ({ snapshots: DBSnapshots, windows: [] })),
  z
    .object({ DBClusterSnapshots: z.array(snapshot) })
    .transform(({ DBClusterSnapshots }) => ({ snapshots: DBClusterSnapshots, windows: [] })),
  z
    .object({ DBInstances: z.array(z.object({ LatestRestorableTime: moment.optional() })) })
    .transform(({ DBInstances }) => ({ snapshots: [], windows: DBInstances })),
  z
    .object({ DBClusters: z.array(z.object({ LatestRestorableTime: moment.optional() })) })
    .transform(({ DBClusters }) => ({ snapshots: [], windows: DBClusters })),
])

/**
 * `aws rds describe-db-snapshots`, `describe-db-cluster-snapshots`, `describe-db-instances` or `describe-db-clusters` with
 * `--output json`. The allocated storage is no backup's size, so none is told.
 */
export const rds = reader(printed, ({ snapshots, windows }) => ({
  backups: [
    ...snapshots.flatMap((one) => {
      const name = one.DBSnapshotIdentifier ?? one.DBClusterSnapshotIdentifier
      return one.SnapshotCreateTime === undefined
        ? []
        : [
            {
              takenAt: one.SnapshotCreateTime,
              usable: one.Status === 'available',
              ...(name !== undefined && { name }),
            },
          ]
    }),
    ...windows.flatMap(({ LatestRestorableTime: takenAt }) =>
      takenAt === undefined ? [] : [{ takenAt, usable: true, name: 'point in time' }],
    ),
  ],
}))
