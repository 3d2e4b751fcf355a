import { isPerson } from '@operator/identity'
import type { CheckOutcome } from '@operator/report'
import type { ChangesFacts } from '../changes/facts.ts'
import type { Fact } from '../fact.ts'
import { fail, listed, many, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import type { PullRequestFacts } from '../review/facts.ts'
import type { PrecheckRules } from '../rules.ts'
import type { ChangelogFacts } from './facts.ts'
import { userFacingPaths } from './user-facing.ts'

const id = 'precheck/changelog'

/** What users notice is told to them; a change that they cannot notice needs no entry. */
export function evaluateChangelog(
  facts: Fact<ChangelogFacts>,
  changes: Fact<ChangesFacts>,
  pullRequests: Fact<readonly PullRequestFacts[]>,
  rules: PrecheckRules,
): CheckOutcome {
  if (!changes.known) return unanswered(id, 'What changes', changes)
  if (!facts.known) return unanswered(id, 'The changelog', facts)
  const { 'skip-labels': skipLabels, 'not-user-facing': ignored } = rules.precheck.changelog
  const paths = userFacingPaths(
    changes.value.files.map(({ path }) => path),
    ignored,
  )
  const all = changes.value.total <= changes.value.files.length
  if (paths.length === 0 && all) {
    const message = `None of ${many(changes.value.total, 'changed file')} is one that users notice.`
    return pass(id, 'not-user-facing', message)
  }
  const evidence = [{ fact: `users may notice ${listed(paths)}`, source: 'git' }]
  const pulls = pullRequests.known ? pullRequests.value : []
  const skipped = pulls.filter(({ labels }) => labels.some((label) => skipLabels.includes(label)))
  const byBots = pulls.filter(({ author }) => author !== null && !isPerson(author))
  if (pulls.length > 0 && pulls.every((pull) => skipped.includes(pull) || byBots.includes(pull))) {
    const message = `${listed(pulls.map(({ number }) => `#${number}`))}: by a bot, or labelled as needing no entry.`
    return notApplicable(id, 'exempt', message, { evidence })
  }
  const entries = facts.value.entries.filter(({ announces }) => announces)
  const sections = pulls.filter(({ changelog }) => changelog.state === 'written')
  if (entries.length + sections.length > 0) {
    const places = [
      ...entries.map(({ place }) => place),
      ...sections.map(({ number }) => `the text of #${number}`),
    ]
    const texts = [...entries.map(({ text }) => text), ...sections.map(({ changelog }) => changelog.excerpt)]
    return pass(id, 'entry-found', `${many(texts.length, 'entry', 'entries')} in ${listed(places)}.`, {
      evidence: [...evidence, ...texts.slice(0, 10).map((fact) => ({ fact, source: 'changelog' }))],
    })
  }
  const declared = facts.value.entries.find(({ announces }) => !announces)
  const none = pulls.find(({ changelog }) => changelog.state === 'none')
  if (declared !== undefined || none !== undefined) {
    const where = declared?.place ?? `the text of #${none?.number}`
    return pass(id, 'declared-none', `${where} says that there is nothing for users in it.`, { evidence })
  }
  if (facts.value.unread.length > 0) {
    return unknown(id, 'unread-files', `Not read: ${listed(facts.value.unread)}.`, {
      evidence,
      next: 'Look for the entry yourself.',
    })
  }
  if (!pullRequests.known) {
    const message = `Users may notice ${listed(paths, 3)}, and no file tells them; whether a pull request does could not be read: ${pullRequests.message}`
    return unknown(id, 'entry-not-found', message, { evidence, next: draft(facts.value, []) })
  }
  return fail(id, 'entry-missing', `Users may notice ${listed(paths, 3)}, and nothing tells them.`, {
    evidence,
    next: draft(facts.value, pulls),
  })
}

/** The missing entry, ready to be pasted. */
function draft({ files, titles }: ChangelogFacts, pulls: readonly PullRequestFacts[]): string {
  const [pull] = pulls
  const title = (pull?.title ?? titles[0] ?? 'what changed')
    .replace(/^\w+(?:\([^()]{1,60}\))?!?: /, '')
    .trim()
  const kind = headingFor(pull?.title ?? titles[0] ?? '')
  const file = files[0] ?? 'CHANGELOG.md'
  const number = pull === undefined ? '' : ` (#${pull.number})`
  return `Add to ${file}, under "Unreleased" and "${kind}": - ${title}${number}`
}

function headingFor(title: string): string {
  if (/^fix\b|\bfix(?:es|ed)?\b/i.test(title)) return 'Fixed'
  if (/^feat\b|\badd(?:s|ed)?\b|\bnew\b/i.test(title)) return 'Added'
  if (/\b(?:remove|delete|drop)(?:s|d|ped)?\b/i.test(title)) return 'Removed'
  if (/\b(?:security|vulnerabilit)/i.test(title)) return 'Security'
  return 'Changed'
}
