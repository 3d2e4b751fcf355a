import { duties } from '../duties.ts'

const afterMerge = duties
  .filter(({ beforeMerge }) => !beforeMerge)
  .map(({ check }) => check.replace('precheck/', ''))

/** What a replay cannot tell, in sentences. */
export const limits: readonly string[] = [
  'Rulesets, branch protection and what people may do are those of today: GitHub does not tell what they were at the merge.',
  "Titles, texts, labels and comments of a pull request are today's: a later edit counts as if it had been there.",
  'A check or status that was run or posted again after the merge hides what it said before: it counts as not known.',
  'A review that was dismissed after the merge counts as dismissed.',
  'An approval from before the last merge of the target branch counts as stale where the pull request’s own commits are not in the clone.',
  'The other two actions did not run then, so their checks are not known wherever the change needs their evidence.',
  `Deployments are not replayed, and with them not ${afterMerge.join(', ')}: nothing recorded who wanted to deploy what, and when.`,
]
