import { diffTrees, listCommits, resolveCommit } from '@operator/git'
import { readMergeQueue } from '@operator/github'
import type { PrecheckRequest } from '../request.ts'
import { pullRequestOf } from '../review/pull-request-of.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import type { EscalationFacts } from './facts.ts'

/** Commits and paths that are looked at one by one. */
export const maxCommits = 100
export const maxPaths = 5_000

/** What is asked, as far as it matters to what people say. */
export type Asked = Pick<PrecheckRequest, 'range' | 'github' | 'run' | 'approvedEvidence' | 'rules' | 'stage'>
/** What was read before. */
export type Known = Pick<PrecheckSnapshot, 'subject' | 'reviews' | 'incidents' | 'deploy'>

/** Which file came by which pull request, where several ship. */
export async function collectTouched(request: Asked, known: Known): Promise<EscalationFacts['touched']> {
  const { pullRequests } = known.reviews
  if (!pullRequests.known || pullRequests.value.length < 2) return undefined
  const line = await traceLine(request, known)
  if (line === undefined || line.length > maxCommits) return undefined
  const { repository } = request.range
  const touched: { readonly pullRequest: number | null; readonly paths: readonly string[] }[] = []
  let count = 0
  for (const { oid, pullRequest } of line) {
    const parent = (await resolveCommit(repository, oid))?.parents[0] ?? null
    const paths = (await diffTrees(repository, parent, oid)).map(({ path }) => path)
    count += paths.length
    if (count > maxPaths) return undefined
    touched.push({ pullRequest, paths })
  }
  return touched
}

interface LineCommit {
  readonly oid: string
  /** Null for a push past all pull requests. */
  readonly pullRequest: number | null
}

/** The first-parent line that ships, newest first, with who brought what; undefined where that cannot be told. */
async function traceLine(
  { range, github, stage }: Asked,
  { reviews, subject }: Known,
): Promise<readonly LineCommit[] | undefined> {
  const { branch } = subject
  if (branch === undefined) return undefined
  switch (stage) {
    case 'pull-request':
      return undefined
    case 'deploy':
    case 'local':
      if (!reviews.commits.known) return undefined
      return reviews.commits.value.map((commit) => ({
        oid: commit.oid,
        pullRequest: pullRequestOf(commit, branch)?.number ?? null,
      }))
    case 'merge-group': {
      const queue = github && (await readMergeQueue(github, branch))
      if (queue?.ok !== true) return undefined
      const { repository, base, head } = range
      const commits = await listCommits(repository, {
        include: head,
        exclude: base,
        max: maxCommits + 1,
        firstParent: true,
      })
      return groupByEntry(
        commits.map(({ oid }) => oid),
        new Map(queue.value.map(({ commit, number }) => [commit, number])),
      )
    }
  }
}

/** Each entry of the queue ends with its own commit; what lies below it, to the next entry's, is its too. */
function groupByEntry(
  oids: readonly string[],
  entries: ReadonlyMap<string | undefined, number>,
): readonly LineCommit[] | undefined {
  let current: number | undefined
  const line: LineCommit[] = []
  for (const oid of oids) {
    current = entries.get(oid) ?? current
    if (current === undefined) return undefined
    line.push({ oid, pullRequest: current })
  }
  return line
}
