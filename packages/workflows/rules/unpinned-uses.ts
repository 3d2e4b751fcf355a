import type { Rule } from '../rule.ts'
import { isCommitId, nameOfUses, parseUses } from '../uses.ts'
import type { ScalarValue } from '../value.ts'

/** A tag or branch can be moved to other code by whoever owns the action; a full commit id cannot. */
export const unpinnedUses: Rule = {
  id: 'unpinned-uses',
  remedy:
    'Pin the action to a full commit id and keep the version as a comment: uses: owner/action@<sha> # v1.2.3.',
  *audit(file, policy) {
    if (file.kind === 'dependabot') return
    const calls = file.kind === 'workflow' ? file.jobs.map((job) => job.uses) : []
    const uses = [...calls, ...file.steps.map((step) => step.uses)].filter(
      (value): value is ScalarValue => value !== undefined,
    )
    for (const value of uses) {
      const parsed = parseUses(value.text)
      if (parsed.kind !== 'repository') continue
      if (parsed.ref !== undefined && isCommitId(parsed.ref)) continue
      const reusable = parsed.path.startsWith('.github/workflows/')
      if (reusable && releaseOnly.has(parsed.slug) && /^v\d+\.\d+\.\d+$/.test(parsed.ref ?? '')) continue
      const owner = parsed.slug.split('/')[0]
      const allowed = policy['allow-unpinned'].map((pattern) => pattern.toLowerCase())
      if (allowed.includes(parsed.slug) || allowed.includes(`${owner}/*`)) continue
      yield {
        at: value.at,
        level: 'error',
        message: `${value.text} is not pinned to a commit.`,
        // From a version to a branch is new; from one version to the next is the same old debt.
        subject: `${nameOfUses(value.text)} ${/^v?\d/.test(parsed.ref ?? '') ? 'version' : (parsed.ref ?? '')}`,
      }
    }
  },
}

/** These refuse a commit id: their provenance names the release that built it. https://github.com/slsa-framework/slsa-github-generator/issues/150 */
const releaseOnly: ReadonlySet<string> = new Set(['slsa-framework/slsa-github-generator'])
