import { listTree, type Repository } from '@operator/git'
import type { ContractStep } from '../release/contract-steps.ts'
import { findRelease } from '../release/find-release.ts'
import { openSearch } from './search.ts'
import type { ReleaseFacts, StillUsed } from './snapshot.ts'
import type { TakenAway } from './taken-away.ts'

export interface StillUsedInput {
  readonly repository: Repository
  readonly head: string
  readonly taken: readonly TakenAway[]
  readonly steps: readonly ContractStep[]
  readonly source: StillUsed['source']
  readonly histories: readonly string[]
  /** What is deployed (null: nothing is), where this is a deployment. */
  readonly deployed: string | null | undefined
  /** Tip of the branch that a pull request goes to. */
  readonly branch: string | null
}

/** Reads trees only where something is taken away or tightened: most changes do neither. */
export async function collectStillUsed(input: StillUsedInput): Promise<StillUsed | undefined> {
  const { repository, head, taken, steps, source, histories } = input
  if (taken.length === 0 && steps.length === 0) return undefined
  const { search } = openSearch(repository, taken, histories)
  const nothing = { files: 0, leftOut: 0, unread: [], uses: [] }
  const look = (commit: string) => (taken.length === 0 ? nothing : search(commit))
  return {
    taken: taken.length,
    source,
    head: await look(head),
    release: await readRelease(input, look, steps),
  }
}

async function readRelease(
  { repository, deployed, branch }: StillUsedInput,
  look: (commit: string) => Promise<StillUsed['head']> | StillUsed['head'],
  steps: readonly ContractStep[],
): Promise<ReleaseFacts> {
  const release = await findRelease(repository, { deployed, branch })
  if (release.kind !== 'known') return release
  const { name, commit } = release
  const paths = steps.length === 0 ? new Set<string>() : new Set(await pathsOf(repository, commit))
  return {
    kind: 'known',
    name,
    commit,
    tree: await look(commit),
    ahead: steps.filter(({ needs }) => !paths.has(needs)),
  }
}

async function pathsOf(repository: Repository, commit: string): Promise<string[]> {
  return (await listTree(repository, commit)).map(({ path }) => path)
}
