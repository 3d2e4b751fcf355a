import { isPerson } from '@operator/identity'
import type { CheckOutcome } from '@operator/report'
import type { ChangesFacts } from '../changes/facts.ts'
import type { Fact } from '../fact.ts'
import { counted, fail, listed, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import type { PullRequestFacts } from '../review/facts.ts'
import type { PrecheckRules } from '../rules.ts'
import { readTitle } from './conventional-commits.ts'
import { draftEntry } from './draft.ts'
import type { ChangelogEntry, ChangelogFacts } from './facts.ts'
import { packageOf } from './packages.ts'
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
    const message = `None of ${counted(changes.value.total, 'changed file')} is one that users notice.`
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
  const said = allEntries(facts.value, pulls)
  const entries = said.filter(({ announces }) => announces)
  const sections = pulls.filter(({ changelog }) => changelog.state === 'written')
  const none = pulls.find(({ changelog }) => changelog.state === 'none')
  const untold = sections.length > 0 || none !== undefined ? [] : untoldPackages(paths, facts.value, said)
  const [lacking] = untold
  if (lacking === undefined) {
    if (entries.length + sections.length > 0) {
      const places = [
        ...entries.map(({ place }) => place),
        ...sections.map(({ number }) => `the text of #${number}`),
      ]
      const texts = [
        ...entries.map(({ text }) => text),
        ...sections.map(({ changelog }) => changelog.excerpt),
      ]
      return pass(id, 'entry-found', `${counted(texts.length, 'entry', 'entries')} in ${listed(places)}.`, {
        evidence: [...evidence, ...texts.slice(0, 10).map((fact) => ({ fact, source: 'changelog' }))],
      })
    }
    const where = said[0]?.place ?? `the text of #${none?.number}`
    return pass(id, 'declared-none', `${where} says that there is nothing for users in it.`, { evidence })
  }
  if (facts.value.unread.length > 0) {
    return unknown(id, 'unread-files', `Not read: ${listed(facts.value.unread)}.`, {
      evidence,
      next: 'Look for the entry yourself.',
    })
  }
  const draft = draftEntry(facts.value, pulls, lacking)
  const told = [...evidence, { fact: draft, source: 'draft of the missing entry' }]
  if (!pullRequests.known) {
    const message = `Users may notice ${listed(paths, 3)}, and no file tells them; whether a pull request does could not be read: ${pullRequests.message}`
    return unknown(id, 'entry-not-found', message, { evidence: told, next: draft })
  }
  const where = untold.some((folder) => folder !== '') && said.length > 0 ? ` about ${listed(untold, 3)}` : ''
  return fail(id, 'entry-missing', `Users may notice ${listed(paths, 3)}, and nothing tells them${where}.`, {
    evidence: told,
    next: draft,
  })
}

/** Entries in files and titles; where releases are made of titles, the pull request's is one, and its override replaces the commit's. */
function allEntries(
  { entries, releaseTool }: ChangelogFacts,
  pulls: readonly PullRequestFacts[],
): ChangelogEntry[] {
  if (releaseTool === undefined) return [...entries]
  const replaced = new Set(
    pulls.flatMap(({ changelog, mergeCommit }) =>
      changelog.override === undefined || mergeCommit === undefined ? [] : [mergeCommit.slice(0, 12)],
    ),
  )
  const titles = pulls.flatMap(({ number, title, changelog }) =>
    (changelog.override ?? [title]).flatMap((line) => readTitle(line, `#${number}`) ?? []),
  )
  return [...entries.filter(({ place }) => !replaced.has(place)), ...titles]
}

/** Packages that change in a way that users may notice, and whose changelog says nothing; empty text for the root's. */
function untoldPackages(
  paths: readonly string[],
  { packages = [] }: ChangelogFacts,
  entries: readonly ChangelogEntry[],
): string[] {
  const touched = new Set(paths.map((path) => packageOf(path, packages)))
  // Nothing changes that was listed, and not everything was listed.
  if (touched.size === 0) touched.add('')
  return [...touched].filter((folder) =>
    folder === ''
      ? entries.length === 0
      : !entries.some(({ covers }) => covers === undefined || covers.includes(folder)),
  )
}
