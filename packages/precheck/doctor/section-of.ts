import type { PrecheckRules } from '../rules.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import { diagnose } from './diagnose.ts'
import { isFirstUse } from './first-use.ts'
import { renderSection } from './section.ts'
import { seenPermissions } from './seen-permissions.ts'

/** The summary's section on first use, from what precheck has read anyway; undefined where Operator was there before. */
export function doctorSectionOf(
  snapshot: PrecheckSnapshot,
  rules: PrecheckRules,
  now: Date,
  hasPolicy: boolean,
): string | undefined {
  if (!isFirstUse(snapshot, hasPolicy)) return undefined
  const { subject, ci } = snapshot
  const facts = {
    repository: `${subject.repository.owner}/${subject.repository.name}`,
    branch: subject.branch ?? 'the default branch',
    policy: { origin: 'the defaults: there is no policy yet', exists: false },
    permissions: seenPermissions(snapshot),
    ci,
    // The table of the summary lists already what is unknown here.
    trials: [],
    untried: [],
  }
  return renderSection(diagnose(facts, rules, now))
}
