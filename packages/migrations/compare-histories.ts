import type { FileProblem, History, Version } from './tools/tool.ts'

/** These apply whatever is pending, in version order, also below the newest applied one; the others skip or refuse it. */
const appliesOutOfOrder = new Set(['diesel', 'dbmate', 'sqlx', 'Prisma', 'Hasura', 'plain SQL', 'Atlas'])

export interface HistoryChange {
  readonly head: History
  readonly base: History | undefined
  /** In head's order. */
  readonly added: readonly Version[]
  readonly problems: readonly FileProblem[]
}

interface Pair {
  readonly version: Version
  readonly old: Version | undefined
}

/** What a change does to one history: new versions, and what must not be done to versions that others have applied. */
export function compareHistories(head: History, base: History | undefined): HistoryChange {
  const pairs = pairVersions(head, base)
  const added = pairs
    .filter(
      ({ version, old }) =>
        old === undefined || (version.repeatable === true && old.up?.text !== version.up?.text),
    )
    .map(({ version }) => version)
  const known = new Set((base?.problems ?? []).map(identify))
  return {
    head,
    base,
    added,
    problems: [
      ...head.problems.filter((problem) => !known.has(identify(problem))),
      ...findDuplicates(head, added),
      ...findOutOfOrder(head, pairs, added),
      ...pairs.flatMap((pair) => findEdited(pair, head.tool)),
      ...findDeleted(base, pairs),
    ],
  }
}

/**
 * Joins each version with the merged one that it is: the file of the same name, also where the whole history has moved; otherwise
 * the one of the same key, whose file has a new name now.
 */
function pairVersions(head: History, base: History | undefined): Pair[] {
  const merged = base?.versions ?? []
  const byPath = new Map(merged.map((version) => [relative(base, version.path), version]))
  const paths = new Set(head.versions.map(({ path }) => relative(head, path)))
  const gone = new Map(
    merged.filter(({ path }) => !paths.has(relative(base, path))).map((version) => [version.key, version]),
  )
  return head.versions.map((version) => ({
    version,
    old: byPath.get(relative(head, version.path)) ?? gone.get(version.key),
  }))
}

function identify(problem: FileProblem): string {
  return JSON.stringify([problem.ruleId, problem.path, problem.message])
}

function findDuplicates(head: History, added: readonly Version[]): FileProblem[] {
  return added.flatMap((version) => {
    const twin = head.versions.find((other) => other.key === version.key && other.path !== version.path)
    if (twin === undefined || (added.includes(twin) && added.indexOf(twin) > added.indexOf(version)))
      return []
    return [
      {
        ruleId: 'duplicate-version',
        level: 'error',
        path: version.path,
        message: `Version ${version.key} exists twice: also as ${twin.path}. ${head.tool} refuses to run or applies only one of them.`,
        remedy: 'Give this migration a version of its own.',
      },
    ]
  })
}

function findOutOfOrder(head: History, pairs: readonly Pair[], added: readonly Version[]): FileProblem[] {
  const last = pairs.findLastIndex(({ version, old }) => old !== undefined && !version.repeatable)
  const newest = pairs[last]?.version.path ?? ''
  const applied = appliesOutOfOrder.has(head.tool)
  const consequence = applied
    ? `${head.tool} applies this one after it, in another order than on a new database`
    : `${head.tool} skips or refuses this one`
  return added.flatMap((version) => {
    if (version.repeatable || head.versions.indexOf(version) > last) return []
    return [
      {
        ruleId: 'out-of-order-version',
        level: applied ? 'warning' : 'error',
        path: version.path,
        message: `This migration sorts before ${newest}, which is already on the target branch: where that one has run, ${consequence}.`,
        remedy: 'Rename it so that it sorts after every merged migration.',
      },
    ]
  })
}

function findEdited({ version, old }: Pair, tool: string): FileProblem[] {
  if (!old?.up || !version.up || version.repeatable) return []
  const equal = checksums.has(tool)
    ? old.up.text === version.up.text
    : meaning(old.up.text) === meaning(version.up.text)
  if (!equal) {
    return [
      {
        ruleId: 'edited-applied-migration',
        level: 'error',
        path: version.path,
        message: `This migration is already on the target branch; databases that have applied it will not get this edit${checksums.has(tool) ? `, and ${tool} refuses to run where its checksum differs` : ''}.`,
        remedy: 'Restore the file and put the change into a new migration.',
      },
    ]
  }
  if (downText(old) === downText(version)) return []
  return [
    {
      ruleId: 'edited-rollback',
      level: 'warning',
      path: typeof version.down === 'string' ? version.path : version.down.path,
      message:
        'The rollback of a merged migration was changed; only rollbacks of new migrations are rehearsed.',
      remedy: 'Try it on a copy that has this migration.',
    },
  ]
}

function findDeleted(base: History | undefined, pairs: readonly Pair[]): FileProblem[] {
  const kept = new Set(pairs.map(({ old }) => old))
  return (base?.versions ?? [])
    .filter((version) => !kept.has(version))
    .map(({ path }) => ({
      ruleId: 'deleted-applied-migration',
      level: 'warning',
      path,
      message:
        'This migration is on the target branch and the change removes it: a new database will no longer equal an old one.',
      remedy: 'Keep merged migrations; undo them with a new one.',
    }))
}

function downText({ down }: Version): string {
  return typeof down === 'string' ? down : meaning(down.text)
}

/** White space at line ends, the kind of line break and lines of comment do not count. */
function meaning(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => !/^\s*--/.test(line))
    .join('\n')
    .trim()
}

/** These keep a checksum of the whole file, so that an edited comment stops them as well. */
const checksums = new Set(['sqlx', 'Flyway', 'Prisma', 'refinery', 'Atlas'])

/** A history that moved to another directory keeps its versions. */
function relative(history: History | undefined, path: string): string {
  return history === undefined ? path : path.slice(history.directory.length)
}
