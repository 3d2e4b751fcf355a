import { isLfsPointer, listTree, type Repository, readBlobs, type TreeEntry } from '@operator/git'
import { type FoundUse, findUses } from './find-uses.ts'
import type { SearchedTree, UsesOf } from './snapshot.ts'
import type { TakenAway } from './taken-away.ts'
import type { Wanted } from './use.ts'
import { toWanted } from './wanted.ts'
import { classifyFile, isGenerated } from './which-files.ts'

/** A larger file is data. Bytes. */
const maxBytes = 5 * 1024 * 1024
/** The first so many files of a tree are read. */
const maxFiles = 40_000
/** Listed for each thing that is gone. */
const maxListed = { certain: 25, possible: 10, test: 3 } as const

export interface Search {
  /** Reads one commit's tree; what two commits share is read once. */
  search(commit: string): Promise<SearchedTree>
}

type Answer =
  | { readonly kind: 'uses'; readonly uses: ReadonlyMap<Wanted, readonly FoundUse[]> }
  | { readonly kind: 'left-out' }
  | { readonly kind: 'unread'; readonly why: string }

/** Looks for what is gone in the code of a repository, outside of its migrations. */
export function openSearch(
  repository: Repository,
  taken: readonly TakenAway[],
  histories: readonly string[],
): Search {
  const wanted = taken.map(toWanted)
  const known = new Map<string, Answer>()
  return {
    async search(commit) {
      const files: TreeEntry[] = []
      let leftOut = 0
      let generated = 0
      const unread: { path: string; why: string }[] = []
      for (const entry of await listTree(repository, commit)) {
        const kind = classifyFile(entry.path, histories)
        if (kind === 'vendored') leftOut += 1
        if (entry.mode === '160000') unread.push({ path: entry.path, why: 'it is a submodule' })
        else if ((kind === 'source' || kind === 'test') && entry.mode !== '120000') files.push(entry)
      }
      const read = files.slice(0, maxFiles)
      const [beyond] = files.slice(maxFiles)
      if (beyond !== undefined)
        unread.push({
          path: beyond.path,
          why: `only ${maxFiles} files are read, and ${files.length} could hold code`,
        })
      await readUnknown(repository, read, wanted, known)
      const uses = new Map<Wanted, UsesOf['uses'][number][]>()
      for (const entry of read) {
        const answer = known.get(keyOf(entry))
        if (answer?.kind === 'left-out') generated += 1
        if (answer?.kind === 'unread') unread.push({ path: entry.path, why: answer.why })
        if (answer?.kind !== 'uses') continue
        const isTest = classifyFile(entry.path, histories) === 'test'
        for (const [one, found] of answer.uses)
          uses.set(one, [...(uses.get(one) ?? []), ...found.flatMap((use) => place(use, entry.path, isTest))])
      }
      return {
        files: read.length - generated,
        leftOut: leftOut + generated,
        unread,
        uses: wanted.flatMap((one) => {
          const all = uses.get(one) ?? []
          return all.length === 0 ? [] : [list(one.taken, all)]
        }),
      }
    },
  }
}

function place({ line, certainty, how, inTest }: FoundUse, path: string, isTest: boolean): UsesOf['uses'] {
  if (!inTest && !isTest) return [{ path, line, certainty, how }]
  return certainty === 'certain' ? [{ path, line, certainty: 'test', how }] : []
}

function list(taken: TakenAway, all: readonly UsesOf['uses'][number][]): UsesOf {
  const of = (certainty: UsesOf['uses'][number]['certainty']) =>
    all.filter((use) => use.certainty === certainty)
  const [certain, possible] = [of('certain'), of('possible')]
  return {
    taken,
    uses: [
      ...certain.slice(0, maxListed.certain),
      ...possible.slice(0, maxListed.possible),
      ...of('test').slice(0, maxListed.test),
    ],
    more: {
      certain: Math.max(0, certain.length - maxListed.certain),
      possible: Math.max(0, possible.length - maxListed.possible),
    },
  }
}

/** The same text means other things under another name. */
function keyOf({ oid, path }: TreeEntry): string {
  return `${oid} ${path}`
}

async function readUnknown(
  repository: Repository,
  entries: readonly TreeEntry[],
  wanted: readonly Wanted[],
  known: Map<string, Answer>,
): Promise<void> {
  const byOid = new Map<string, TreeEntry[]>()
  for (const entry of entries)
    if (!known.has(keyOf(entry))) byOid.set(entry.oid, [...(byOid.get(entry.oid) ?? []), entry])
  const forms = [...new Set(wanted.flatMap((one) => one.forms))]
  for await (const blob of readBlobs(repository, byOid.keys(), { maxBytes })) {
    for (const entry of byOid.get(blob.oid) ?? []) {
      if (blob.kind === 'content') known.set(keyOf(entry), readFile(entry.path, blob.content, wanted, forms))
      else {
        const why = blob.kind === 'missing' ? 'it is not in this clone' : `it has ${blob.size} bytes`
        known.set(keyOf(entry), { kind: 'unread', why })
      }
    }
  }
}

function readFile(
  path: string,
  content: Buffer,
  wanted: readonly Wanted[],
  forms: readonly string[],
): Answer {
  if (isLfsPointer(content)) return { kind: 'unread', why: 'it is a Git LFS pointer' }
  if (!forms.some((form) => content.includes(form))) return { kind: 'uses', uses: new Map() }
  // Text has no NUL, whatever its encoding for source is; an extension alone does not make a text.
  if (content.includes(0)) return { kind: 'left-out' }
  const text = content.toString('utf8')
  if (isGenerated(path, text)) return { kind: 'left-out' }
  return { kind: 'uses', uses: findUses(path, text, wanted) }
}
