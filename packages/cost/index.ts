export {
  type ChangedFile,
  type CostComparison,
  compareFiles,
  type UnreadableFile,
} from './compare-files.ts'
export { type CostChange, costChange } from './cost-change.ts'
export type { Surroundings } from './formats/format.ts'
export { type CostEstimate, readInfracost } from './infracost.ts'
export { type CostPolicy, costPolicy } from './policy.ts'
export { type PlanReading, readTerraformPlan, type TerraformPlan } from './terraform-plan.ts'
