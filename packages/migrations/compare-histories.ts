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

/** What a change does to one history: new versions, and what must not be done to versions that others have applied. */
export function compareHistories(head: History, base: History | undefined): HistoryChange {
  const merged = new Map((base?.versions ?? []).map((version) => [relative(base, version.path), version]))
  const added = head.versions.filter((version) => {
    const old = merged.get(relative(head, version.path))
    return old === undefined || (version.repeatable === true && old.up?.text !== version.up?.text)
  })
  const known = new Set((base?.problems ?? []).map(identify))
  return {
    head,
    base,
    added,
    problems: [
      ...head.problems.filter((problem) => !known.has(identify(problem))),
      ...findDuplicates(head, added),
      ...findOutOfOrder(head, base, added),
      ...findEdited(head, merged),
      ...findDeleted(head, base),
    ],
  }
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

function findOutOfOrder(head: History, base: History | undefined, added: readonly Version[]): FileProblem[] {
  const merged = new Set(
    (base?.versions ?? []).filter(({ repeatable }) => !repeatable).map(({ path }) => path),
  )
  const last = head.versions.findLastIndex(({ path }) => merged.has(relative(head, path)))
  return added.flatMap((version) => {
    if (version.repeatable || head.versions.indexOf(version) > last) return []
    const newest = head.versions[last]
    return [
      {
        ruleId: 'out-of-order-version',
        level: appliesOutOfOrder.has(head.tool) ? 'warning' : 'error',
        path: version.path,
        message: `This migration sorts before ${newest?.path ?? 'a merged one'}, which is already on the target branch: where that one has run, ${appliesOutOfOrder.has(head.tool) ? `${head.tool} applies this one after it, in another order than on a new database` : `${head.tool} skips or refuses this one`}.`,
        remedy: 'Rename it so that it sorts after every merged migration.',
      },
    ]
  })
}

function findEdited(head: History, merged: ReadonlyMap<string, Version>): FileProblem[] {
  return head.versions.flatMap((version) => {
    const old = merged.get(relative(head, version.path))
    if (!old?.up || !version.up || version.repeatable || meaning(old.up.text) === meaning(version.up.text))
      return []
    return [
      {
        ruleId: 'edited-applied-migration',
        level: 'error',
        path: version.path,
        message:
          'This migration is already on the target branch; databases that have applied it will not get this edit.',
        remedy: 'Restore the file and put the change into a new migration.',
      },
    ]
  })
}

function findDeleted(head: History, base: History | undefined): FileProblem[] {
  const paths = new Set(head.versions.map(({ path }) => relative(head, path)))
  return (base?.versions ?? [])
    .filter(({ path }) => !paths.has(relative(base, path)))
    .map(({ path }) => ({
      ruleId: 'deleted-applied-migration',
      level: 'warning',
      path,
      message:
        'This migration is on the target branch and the change removes it: a new database will no longer equal an old one.',
      remedy: 'Keep merged migrations; undo them with a new one.',
    }))
}

/** White space at line ends and the kind of line break do not count. */
function meaning(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

/** A history that moved to another directory keeps its versions. */
function relative(history: History | undefined, path: string): string {
  return history === undefined ? path : path.slice(history.directory.length)
}
