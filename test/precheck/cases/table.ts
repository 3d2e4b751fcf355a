import type { Case } from '../case.ts'
import { requiredNeverReported } from './01-required-never-reported.ts'
import { nothingMatched } from './02-nothing-matched.ts'
import { raceBetweenJobs } from './03-race-between-jobs.ts'
import { sameJobName } from './04-same-job-name.ts'
import { latestAttempt } from './05-latest-attempt.ts'
import { everyInstance } from './06-every-instance.ts'
import { severalResultsOfAService } from './07-several-results-of-a-service.ts'
import { skippedIsNotGreen } from './08-skipped-is-not-green.ts'
import { waitsForItself } from './09-waits-for-itself.ts'
import { nameThatDiffers } from './10-name-that-differs.ts'
import { mergeQueue } from './11-merge-queue.ts'
import { updateBranch } from './12-update-branch.ts'
import { noPushTimes } from './13-no-push-times.ts'
import { noStatusAtAll } from './14-no-status-at-all.ts'
import { unreadableRules } from './15-unreadable-rules.ts'
import { environmentOrder } from './16-environment-order.ts'
import { changelog17 } from './17-changelog.ts'
import { freezeEnds } from './18-freeze-ends.ts'
import { datesAndClocks } from './19-dates-and-clocks.ts'
import { ceilingWithoutAPrice } from './20-ceiling-without-a-price.ts'
import { pollingBudget } from './21-polling-budget.ts'
import { halfOfTheChecksAgain } from './22-half-of-the-checks-again.ts'

/** Number → source → test: every case in which other tools break. */
export const cases: readonly Case[] = [
  requiredNeverReported,
  nothingMatched,
  raceBetweenJobs,
  sameJobName,
  latestAttempt,
  everyInstance,
  severalResultsOfAService,
  skippedIsNotGreen,
  waitsForItself,
  nameThatDiffers,
  mergeQueue,
  updateBranch,
  noPushTimes,
  noStatusAtAll,
  unreadableRules,
  environmentOrder,
  changelog17,
  freezeEnds,
  datesAndClocks,
  ceilingWithoutAPrice,
  pollingBudget,
  halfOfTheChecksAgain,
]
