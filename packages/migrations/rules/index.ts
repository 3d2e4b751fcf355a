import { addColumnRequired } from './add-column-required.ts'
import { addConstrainedDomainColumn } from './add-constrained-domain-column.ts'
import { addExclusion } from './add-exclusion.ts'
import { addIdentity } from './add-identity.ts'
import { addPrimaryKey } from './add-primary-key.ts'
import { addSerial } from './add-serial.ts'
import { addStoredGenerated } from './add-stored-generated.ts'
import { addTrigger } from './add-trigger.ts'
import { addUnique } from './add-unique.ts'
import { addingForeignKey } from './adding-foreign-key.ts'
import { analyzeAfterBackfill } from './analyze-after-backfill.ts'
import { attachPartition } from './attach-partition.ts'
import { autovacuumOff } from './autovacuum-off.ts'
import { backfillAfterAlter } from './backfill-after-alter.ts'
import { banCharField } from './ban-char-field.ts'
import { banMoney } from './ban-money.ts'
import { buildThenRewrite } from './build-then-rewrite.ts'
import { changeDefault } from './change-default.ts'
import { changingColumnType } from './changing-column-type.ts'
import { checkNotValid } from './check-not-valid.ts'
import { cluster } from './cluster.ts'
import { collationChange } from './collation-change.ts'
import { combineAlters } from './combine-alters.ts'
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts'
import { concurrentlyOnPartitioned } from './concurrently-on-partitioned.ts'
import { constraintNeverValidated } from './constraint-never-validated.ts'
import { constraintRejectsOldWrites } from './constraint-rejects-old-writes.ts'
import { createPartitionOf } from './create-partition-of.ts'
import { createTableWithForeignKey } from './create-table-with-foreign-key.ts'
import { creatingEnum } from './creating-enum.ts'
import { defaultSetThenDropped } from './default-set-then-dropped.ts'
import { deferrableConstraint } from './deferrable-constraint.ts'
import { deleteRows } from './delete-rows.ts'
import { deleteWithoutWhere } from './delete-without-where.ts'
import { detachPartition } from './detach-partition.ts'
import { disableTrigger } from './disable-trigger.ts'
import { domainConstraint } from './domain-constraint.ts'
import { dropCascade } from './drop-cascade.ts'
import { dropColumn } from './drop-column.ts'
import { dropColumnTakesConstraint } from './drop-column-takes-constraint.ts'
import { dropConstraint } from './drop-constraint.ts'
import { dropDatabase } from './drop-database.ts'
import { dropDefault } from './drop-default.ts'
import { dropExtension } from './drop-extension.ts'
import { dropFkLocksParent } from './drop-fk-locks-parent.ts'
import { dropFunction } from './drop-function.ts'
import { dropIndexBackingConstraint } from './drop-index-backing-constraint.ts'
import { dropNotNull } from './drop-not-null.ts'
import { dropPkReplicaIdentity } from './drop-pk-replica-identity.ts'
import { dropSchema } from './drop-schema.ts'
import { dropSequence } from './drop-sequence.ts'
import { dropTable } from './drop-table.ts'
import { dropTrigger } from './drop-trigger.ts'
import { dropType } from './drop-type.ts'
import { dropView } from './drop-view.ts'
import { enumValueInTransaction } from './enum-value-in-transaction.ts'
import { enumValueOrdering } from './enum-value-ordering.ts'
import { enumValueUnknownToOldReaders } from './enum-value-unknown-to-old-readers.ts'
import { fkInlineOnAddColumn } from './fk-inline-on-add-column.ts'
import { fkMissingIndex } from './fk-missing-index.ts'
import { fkNotValidOnPartitioned } from './fk-not-valid-on-partitioned.ts'
import { fkOnDeleteCascade } from './fk-on-delete-cascade.ts'
import { fkTypeMismatch } from './fk-type-mismatch.ts'
import { functionSearchPath } from './function-search-path.ts'
import { functionSignatureChanged } from './function-signature-changed.ts'
import { ginFastUpdate } from './gin-fast-update.ts'
import { grantToPublic } from './grant-to-public.ts'
import { hashIndex } from './hash-index.ts'
import { hiddenWrites } from './hidden-writes.ts'
import { identifierTooLong } from './identifier-too-long.ts'
import { idleInTransactionTimeout } from './idle-in-transaction-timeout.ts'
import { ifNotExistsSkips } from './if-not-exists-skips.ts'
import { indexCorruptionPg14 } from './index-corruption-pg14.ts'
import { indexOnPartitionedParent } from './index-on-partitioned-parent.ts'
import { indexTooWide } from './index-too-wide.ts'
import { integerSequence } from './integer-sequence.ts'
import { invalidIndexRetry } from './invalid-index-retry.ts'
import { lockTable } from './lock-table.ts'
import { lockTimeout } from './lock-timeout.ts'
import { lockTimeoutOff } from './lock-timeout-off.ts'
import { matviewWithData } from './matview-with-data.ts'
import { mixedDdlAndDml } from './mixed-ddl-and-dml.ts'
import { multipleFksOneTx } from './multiple-fks-one-tx.ts'
import { nestedTransaction } from './nested-transaction.ts'
import { notEnforced } from './not-enforced.ts'
import { ownerRuleRlsDdlLocks } from './owner-rule-rls-ddl-locks.ts'
import { partialFailureWithoutTransaction } from './partial-failure-without-transaction.ts'
import { pkUsingIndexNullable } from './pk-using-index-nullable.ts'
import { policyAlwaysTrue } from './policy-always-true.ts'
import { policyDropped } from './policy-dropped.ts'
import { preferBigint } from './prefer-bigint.ts'
import { preferBigintKey } from './prefer-bigint-key.ts'
import { preferIdentity } from './prefer-identity.ts'
import { preferJsonb } from './prefer-jsonb.ts'
import { preferNumeric } from './prefer-numeric.ts'
import { preferRobustStatements } from './prefer-robust-statements.ts'
import { preferTextField } from './prefer-text-field.ts'
import { preferTimestamptz } from './prefer-timestamptz.ts'
import { publicationDrift } from './publication-drift.ts'
import { redundantIndex } from './redundant-index.ts'
import { refreshMatview } from './refresh-matview.ts'
import { renameColumn } from './rename-column.ts'
import { renameEnumValue } from './rename-enum-value.ts'
import { renameTable } from './rename-table.ts'
import { replaceIndexOrder } from './replace-index-order.ts'
import { requireConcurrentIndexCreation } from './require-concurrent-index-creation.ts'
import { requireConcurrentIndexDeletion } from './require-concurrent-index-deletion.ts'
import { requireConcurrentReindex } from './require-concurrent-reindex.ts'
import { revokeAccess } from './revoke-access.ts'
import { rewriteByStorage } from './rewrite-by-storage.ts'
import { rowSecurityDisabled } from './row-security-disabled.ts'
import type { Rule } from './rule.ts'
import { sequenceNotReset } from './sequence-not-reset.ts'
import { sequenceSetToNumber } from './sequence-set-to-number.ts'
import { serverCommand } from './server-command.ts'
import { sessionSettingLeft } from './session-setting-left.ts'
import { setExpression } from './set-expression.ts'
import { setNotNull } from './set-not-null.ts'
import { setSchema } from './set-schema.ts'
import { statementAfterAccessExclusive } from './statement-after-access-exclusive.ts'
import { statementTimeout } from './statement-timeout.ts'
import { tableWithoutPrimaryKey } from './table-without-primary-key.ts'
import { timestampPrecision } from './timestamp-precision.ts'
import { transactionTimeout } from './transaction-timeout.ts'
import { triggerDeletes } from './trigger-deletes.ts'
import { triggerRejectsWrites } from './trigger-rejects-writes.ts'
import { truncate } from './truncate.ts'
import { typeChangeUsedByView } from './type-change-used-by-view.ts'
import { typeChangeWithCheck } from './type-change-with-check.ts'
import { typeNarrowingDataLoss } from './type-narrowing-data-loss.ts'
import { uncommittedTransaction } from './uncommitted-transaction.ts'
import { unloggedTable } from './unlogged-table.ts'
import { updateRows } from './update-rows.ts'
import { updateWithoutWhere } from './update-without-where.ts'
import { vacuumFull } from './vacuum-full.ts'
import { validateSameTransaction } from './validate-same-transaction.ts'
import { vectorIndexParameters } from './vector-index-parameters.ts'
import { viewColumnRemoved } from './view-column-removed.ts'
import { volatileCheck } from './volatile-check.ts'
import { volatileDefault } from './volatile-default.ts'
import { wideLockWindow } from './wide-lock-window.ts'

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
  triggerDeletes,
  serverCommand,
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
  concurrentlyOnPartitioned,
  indexOnPartitionedParent,
  dropIndexBackingConstraint,
  replaceIndexOrder,
  fkMissingIndex,
  redundantIndex,
  indexCorruptionPg14,
  indexTooWide,
  hashIndex,
  ginFastUpdate,
  vectorIndexParameters,
  fkInlineOnAddColumn,
  fkNotValidOnPartitioned,
  dropFkLocksParent,
  multipleFksOneTx,
  constraintNeverValidated,
  defaultSetThenDropped,
  addConstrainedDomainColumn,
  pkUsingIndexNullable,
  typeNarrowingDataLoss,
  typeChangeWithCheck,
  typeChangeUsedByView,
  collationChange,
  dropNotNull,
  changeDefault,
  notEnforced,
  volatileCheck,
  fkOnDeleteCascade,
  deferrableConstraint,
  fkTypeMismatch,
  matviewWithData,
  addTrigger,
  dropTrigger,
  ownerRuleRlsDdlLocks,
  dropPkReplicaIdentity,
  publicationDrift,
  autovacuumOff,
  unloggedTable,
  preferBigintKey,
  integerSequence,
  dropColumnTakesConstraint,
  dropType,
  dropConstraint,
  dropExtension,
  dropSequence,
  dropView,
  dropFunction,
  functionSignatureChanged,
  viewColumnRemoved,
  revokeAccess,
  enumValueUnknownToOldReaders,
  triggerRejectsWrites,
  constraintRejectsOldWrites,
  dropDefault,
  lockTimeoutOff,
  statementTimeout,
  idleInTransactionTimeout,
  transactionTimeout,
  statementAfterAccessExclusive,
  wideLockWindow,
  combineAlters,
  uncommittedTransaction,
  preferRobustStatements,
  partialFailureWithoutTransaction,
  ifNotExistsSkips,
  buildThenRewrite,
  enumValueOrdering,
  creatingEnum,
  mixedDdlAndDml,
  analyzeAfterBackfill,
  sequenceNotReset,
  sequenceSetToNumber,
  tableWithoutPrimaryKey,
  preferTextField,
  banCharField,
  preferTimestamptz,
  timestampPrecision,
  banMoney,
  preferIdentity,
  preferNumeric,
  preferJsonb,
  preferBigint,
  functionSearchPath,
  grantToPublic,
]
