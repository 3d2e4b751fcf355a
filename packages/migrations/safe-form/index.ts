import {
  buildAgain,
  buildConcurrently,
  detachConcurrently,
  dropConcurrently,
  refreshConcurrently,
  reindexConcurrently,
} from './concurrently.ts'
import { defaultAfterwards, replaceColumn } from './new-column.ts'
import { addThenFill, setNotNullSafely } from './not-null.ts'
import { addNotValid, validateLater } from './not-valid.ts'
import { leaveView, withLockTimeout } from './old-name.ts'
import type { SafeForm } from './safe-form.ts'
import { addUsingIndex } from './using-index.ts'

/** By the rule that speaks of the statement. */
export const safeForms: Readonly<Record<string, SafeForm>> = {
  'require-concurrent-index-creation': buildConcurrently,
  'require-concurrent-index-deletion': dropConcurrently,
  'require-concurrent-reindex': reindexConcurrently,
  'invalid-index-retry': buildAgain,
  'adding-foreign-key': addNotValid,
  'check-not-valid': addNotValid,
  'validate-same-transaction': validateLater,
  'set-not-null': setNotNullSafely,
  'add-column-required': addThenFill,
  'volatile-default': defaultAfterwards,
  'add-unique': addUsingIndex,
  'add-primary-key': addUsingIndex,
  'changing-column-type': replaceColumn,
  'refresh-matview': refreshConcurrently,
  'detach-partition': detachConcurrently,
  'rename-table': leaveView,
  'lock-timeout': withLockTimeout,
}
