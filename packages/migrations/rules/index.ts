import { addColumnRequired } from './add-column-required.ts'
import { addExclusion } from './add-exclusion.ts'
import { addIdentity } from './add-identity.ts'
import { addPrimaryKey } from './add-primary-key.ts'
import { addSerial } from './add-serial.ts'
import { addStoredGenerated } from './add-stored-generated.ts'
import { addUnique } from './add-unique.ts'
import { addingForeignKey } from './adding-foreign-key.ts'
import { attachPartition } from './attach-partition.ts'
import { backfillAfterAlter } from './backfill-after-alter.ts'
import { changingColumnType } from './changing-column-type.ts'
import { checkNotValid } from './check-not-valid.ts'
import { cluster } from './cluster.ts'
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts'
import { createPartitionOf } from './create-partition-of.ts'
import { createTableWithForeignKey } from './create-table-with-foreign-key.ts'
import { deleteRows } from './delete-rows.ts'
import { deleteWithoutWhere } from './delete-without-where.ts'
import { detachPartition } from './detach-partition.ts'
import { disableTrigger } from './disable-trigger.ts'
import { domainConstraint } from './domain-constraint.ts'
import { dropCascade } from './drop-cascade.ts'
import { dropColumn } from './drop-column.ts'
import { dropDatabase } from './drop-database.ts'
import { dropSchema } from './drop-schema.ts'
import { dropTable } from './drop-table.ts'
import { enumValueInTransaction } from './enum-value-in-transaction.ts'
import { hiddenWrites } from './hidden-writes.ts'
import { identifierTooLong } from './identifier-too-long.ts'
import { invalidIndexRetry } from './invalid-index-retry.ts'
import { lockTable } from './lock-table.ts'
import { lockTimeout } from './lock-timeout.ts'
import { nestedTransaction } from './nested-transaction.ts'
import { policyAlwaysTrue } from './policy-always-true.ts'
import { policyDropped } from './policy-dropped.ts'
import { refreshMatview } from './refresh-matview.ts'
import { renameColumn } from './rename-column.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { renameTable } from './rename-table.ts'
import { requireConcurrentIndexCreation } from './require-concurrent-index-creation.ts'
import { requireConcurrentIndexDeletion } from './require-concurrent-index-deletion.ts'
import { requireConcurrentReindex } from './require-concurrent-reindex.ts'
import { rewriteByStorage } from './rewrite-by-storage.ts'
import { rowSecurityDisabled } from './row-security-disabled.ts'
import type { Rule } from './rule.ts'
import { sessionSettingLeft } from './session-setting-left.ts'
import { setExpression } from './set-expression.ts'
import { setNotNull } from './set-not-null.ts'
import { setSchema } from './set-schema.ts'
import { truncate } from './truncate.ts'
import { updateRows } from './update-rows.ts'
import { updateWithoutWhere } from './update-without-where.ts'
import { vacuumFull } from './vacuum-full.ts'
import { validateSameTransaction } from './validate-same-transaction.ts'
import { volatileDefault } from './volatile-default.ts'

/** Adding a rule is one file and one line here. */
export const rules: readonly Rule[] = [
  requireConcurrentIndexCreation,
  requireConcurrentIndexDeletion,
  requireConcurrentReindex,
  concurrentlyInTransaction,
  invalidIndexRetry,
  addingForeignKey,
  checkNotValid,
  validateSameTransaction,
  setNotNull,
  addColumnRequired,
  volatileDefault,
  addSerial,
  addIdentity,
  addStoredGenerated,
  setExpression,
  addPrimaryKey,
  addUnique,
  addExclusion,
  changingColumnType,
  domainConstraint,
  vacuumFull,
  cluster,
  rewriteByStorage,
  refreshMatview,
  attachPartition,
  detachPartition,
  createPartitionOf,
  lockTable,
  disableTrigger,
  dropTable,
  dropSchema,
  dropDatabase,
  dropColumn,
  truncate,
  deleteWithoutWhere,
  deleteRows,
  updateWithoutWhere,
  updateRows,
  hiddenWrites,
  dropCascade,
  renameColumn,
  renameTable,
  renameEnumValue,
  setSchema,
  enumValueInTransaction,
  nestedTransaction,
  backfillAfterAlter,
  rowSecurityDisabled,
  policyDropped,
  policyAlwaysTrue,
  identifierTooLong,
  lockTimeout,
  sessionSettingLeft,
  createTableWithForeignKey,
]
