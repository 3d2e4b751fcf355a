import { listed } from '@operator/report'
import type { WeaknessRule } from './rule.ts'

export const severalWorkflows: WeaknessRule = ({ required, emitters }) => {
  const paths = [...new Set(emitters.map(({ path }) => path))]
  if (paths.length < 2 || required.workflow !== undefined) return undefined
  return {
    code: 'several-workflows',
    message: `Nobody need forge it: ${listed(paths)} all report this name, and a rule cannot tell one from the other.`,
    remedy: 'Give each job a name of its own, or name the workflow under precheck.required-checks.',
  }
}
