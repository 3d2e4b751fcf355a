import { counted, type Evidence, type Finding, listed } from '@operator/report'
import { introduce } from '../introduce.ts'
import type { Part } from '../part.ts'
import type { MigrationsSnapshot } from '../snapshot.ts'
import type { SearchedTree, StillUsed, UsesOf } from './snapshot.ts'
import { describeTakenAway } from './taken-away.ts'

/** Whether the code of the change, or the version that runs while it is deployed, still needs what the change takes away. */
export function evaluateTakenAway({ histories, stillUsed }: MigrationsSnapshot): Part[] {
  const unparsed = histories.flatMap((history) =>
    history.unparsed.filter(({ direction }) => direction === 'up'),
  )
  const [unread] = unparsed
  const unknown: Part[] =
    unread === undefined
      ? []
      : [
          {
            status: 'unknown',
            code: 'not-parsed',
            message: `${unread.path} could not be parsed, so what it takes away is not known.`,
            next: 'Review this migration by hand.',
          },
        ]
  if (stillUsed !== undefined) return [...unknown, judgeHead(stillUsed), judgeRelease(stillUsed)]
  return histories.length === 0 || unread !== undefined
    ? unknown
    : [
        {
          status: 'not-applicable',
          code: 'nothing-taken-away',
          message: 'The change takes nothing away that code could name.',
        },
      ]
}

function judgeHead({ head, taken, source }: StillUsed): Part {
  const findings = head.uses.flatMap(describeUses)
  const evidence = describeSearch(head, taken, source)
  const certain = count(head, 'certain')
  if (certain > 0) {
    const { uses } = head
    const places = uses.flatMap((one) =>
      one.uses.flatMap(({ certainty, path, line }) => (certainty === 'certain' ? [`${path}:${line}`] : [])),
    )
    const what = uses.filter((one) => one.uses.some(({ certainty }) => certainty === 'certain'))
    return {
      status: 'fail',
      code: 'still-used',
      message: `The code still uses ${listed(
        what.map(({ taken: one }) => describeTakenAway(one)),
        3,
      )}, which the change takes away: ${listed(places, 3)}.`,
      findings,
      evidence,
      next: 'Stop using it in the code first, release that, and take it away in a later release.',
    }
  }
  const [unread] = head.unread
  if (unread !== undefined) {
    return {
      status: 'unknown',
      code: 'not-read',
      message: `Whether code still uses what the change takes away is not known for all of it: ${unread.path} was not read, because ${unread.why}${head.unread.length > 1 ? ` (and ${counted(head.unread.length - 1, 'more file')})` : ''}.`,
      findings,
      evidence,
      next: 'Look in this file by hand.',
    }
  }
  if (taken > 0 && head.files === 0) {
    return {
      status: 'unknown',
      code: 'no-code-here',
      message: 'The repository holds no code that could be searched for what the change takes away.',
      evidence,
      next: 'Search the repository that uses this database by hand.',
    }
  }
  const possible = count(head, 'possible')
  if (possible > 0) {
    return {
      status: 'ask',
      code: 'possibly-used',
      message: `No code surely uses what the change takes away, but ${counted(possible, 'place')} may mean it.`,
      findings,
      evidence,
      next: 'Look at the listed places and make sure that they mean something else.',
    }
  }
  return {
    status: taken === 0 ? 'not-applicable' : 'pass',
    code: taken === 0 ? 'nothing-taken-away' : 'not-used',
    message:
      taken === 0
        ? 'The change takes nothing away that code could name.'
        : `None of ${counted(head.files, 'file')} of code names what the change takes away.`,
    findings,
    evidence,
  }
}

function judgeRelease({ release, taken }: StillUsed): Part {
  const none = { code: 'no-release', findings: [], evidence: [] }
  switch (release.kind) {
    case 'none':
      return { ...none, status: 'pass', message: 'Nothing is deployed yet that the change could break.' }
    case 'unknown':
      return {
        status: 'ask',
        code: 'release-unknown',
        message: `Whether the version in production still needs what the change takes away is not known: ${release.why}.`,
        next: release.next,
      }
    case 'known': {
      const findings = [
        ...release.tree.uses.flatMap((one) => describeRelease(one, release.name)),
        ...release.ahead.map(({ what, needs, path, line, endLine }) =>
          introduce({
            ruleId: 'expand-not-released',
            level: 'warning',
            path,
            line,
            endLine,
            subject: what,
            proof: 'static',
            message: `${what} comes before ${needs} has shipped: ${release.name} does not know the column, and its inserts fail.`,
            remedy: 'Release the code that fills the column first, and tighten it in a later release.',
          }),
        ),
      ]
      const evidence = [
        { fact: `compared with ${release.name} (${release.commit.slice(0, 12)})`, source: 'release' },
      ]
      const [first] = findings
      const [unread] = release.tree.unread
      const possible = count(release.tree, 'possible')
      if (first !== undefined) {
        return {
          status: 'fail',
          code: first.ruleId,
          message: first.message,
          findings,
          evidence,
          next: first.remedy,
        }
      }
      if (taken > 0 && unread !== undefined) {
        return {
          status: 'unknown',
          code: 'release-not-read',
          message: `Whether ${release.name} still uses what the change takes away is not known for all of it: ${unread.path} was not read, because ${unread.why}.`,
          evidence,
          next: `Look in this file of ${release.name} by hand.`,
        }
      }
      if (possible > 0) {
        return {
          status: 'ask',
          code: 'release-possibly-uses',
          message: `${release.name} surely uses nothing of what the change takes away, but ${counted(possible, 'place')} of it may mean it.`,
          evidence,
          next: `Make sure that the code of ${release.name} means something else there.`,
        }
      }
      return {
        status: taken === 0 ? 'not-applicable' : 'pass',
        code: 'release-ready',
        message: `${release.name} does not use what the change takes away.`,
        evidence,
      }
    }
  }
}

function count({ uses }: SearchedTree, which: 'certain' | 'possible'): number {
  return uses.reduce(
    (sum, one) => sum + one.uses.filter(({ certainty }) => certainty === which).length + one.more[which],
    0,
  )
}

const ruleOf = { certain: 'still-used', possible: 'possibly-used', test: 'still-used-in-test' } as const

function describeUses({ taken, uses, more }: UsesOf): Finding[] {
  const what = describeTakenAway(taken)
  const how = taken.renamedTo === undefined ? 'takes away' : `renames to ${taken.renamedTo}`
  const by = `${taken.path}:${taken.line}`
  return uses.map(({ path, line, certainty, how: known }, index) => {
    const rest = index === uses.length - 1 ? more.certain + more.possible : 0
    return introduce({
      ruleId: ruleOf[certainty],
      level: certainty === 'certain' ? 'error' : 'note',
      path,
      line,
      subject: `${what} ${path}`,
      proof: 'static',
      message:
        (certainty !== 'possible'
          ? `This ${certainty === 'test' ? 'test ' : ''}uses the ${what} (${known}), which ${by} ${how}.`
          : `This may mean the ${what} (${known}), which ${by} ${how}.`) +
        (rest > 0
          ? ` ${counted(rest, 'more place')} of this kind ${rest === 1 ? 'is' : 'are'} not listed.`
          : ''),
      remedy:
        taken.renamedTo === undefined
          ? 'Stop using it here before the migration that takes it away.'
          : `Use ${taken.renamedTo} here, and let both exist for one release.`,
    })
  })
}

/** The release's files may look different by now, so the finding stands at the statement. */
function describeRelease({ taken, uses, more }: UsesOf, release: string): Finding[] {
  const places = uses
    .filter(({ certainty }) => certainty === 'certain')
    .map(({ path, line }) => `${path}:${line}`)
  if (places.length === 0) return []
  const total = places.length + more.certain
  return [
    introduce({
      ruleId: 'release-still-uses',
      level: 'error',
      path: taken.path,
      line: taken.line,
      endLine: taken.endLine,
      subject: describeTakenAway(taken),
      proof: 'static',
      message: `${release} still uses the ${describeTakenAway(taken)}, in ${counted(total, 'place')} (${listed(places, 3)}): until the new version runs everywhere, it fails.`,
      remedy: 'Ship the code that no longer uses it first; take it away in the release after that.',
    }),
  ]
}

function describeSearch(tree: SearchedTree, taken: number, source: StillUsed['source']): Evidence[] {
  if (taken === 0) return []
  const from = source === 'catalog' ? "the rehearsal's catalogs, before and after" : 'the statements'
  return [
    {
      fact: `${counted(taken, 'name')} gone according to ${from}; ${counted(tree.files, 'file')} of code read for them, ${tree.leftOut} binary, vendored or generated ones left out`,
      source: 'tree of the head',
    },
  ]
}
