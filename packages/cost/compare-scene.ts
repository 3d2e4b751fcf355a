import { type ChangedFile, compareFiles } from './compare-files.ts'
import type { CostChange } from './cost-change.ts'
import type { TerraformPlan } from './terraform-plan.ts'

export type Files = Readonly<Record<string, string>>

/** Compares two sets of files as two commits of a repository; what both hold alike is not part of the change. */
export function compareTrees(before: Files, after: Files, plans: readonly TerraformPlan[] = []) {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = paths
    .filter((path) => before[path] !== after[path])
    .map((path): ChangedFile => ({ path, before: before[path], after: after[path] }))
  return compareFiles(
    changed,
    {
      exists: (path) => paths.includes(path),
      isChanged: (path) => changed.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
    },
    plans,
  )
}

/** What grows or may grow, a line each: `rise Deployment web spec.replicas 2 → 5`. */
export function growthOf(before: Files, after: Files): string[] {
  const { changes, unreadable } = compareTrees(before, after)
  return [
    ...changes.filter(({ direction }) => direction !== 'fall').map(lineOf),
    ...unreadable.map(({ path, problem }) => `unreadable ${path} ${problem}`),
  ]
}

export function lineOf({ direction, resource, attribute, from, to }: CostChange): string {
  const values = from === undefined && to === undefined ? [] : [from ?? '-', '→', to ?? '-']
  return [direction, resource, ...(attribute === undefined ? [] : [attribute]), ...values].join(' ')
}

/** The same in one file. */
export function growthIn(path: string, before: string, after: string): string[] {
  return growthOf({ [path]: before }, { [path]: after })
}
