import { legacyStatus } from './legacy-status.ts'
import { nobodyReports } from './nobody-reports.ts'
import { notPinned } from './not-pinned.ts'
import { privilegedWorkflow } from './privileged-workflow.ts'
import type { WeaknessRule } from './rule.ts'
import { severalWorkflows } from './several-workflows.ts'

/** Every way in which a required check can be forged or lost; one line each. */
export const weaknessRules: readonly WeaknessRule[] = [
  notPinned,
  legacyStatus,
  privilegedWorkflow,
  severalWorkflows,
  nobodyReports,
]
