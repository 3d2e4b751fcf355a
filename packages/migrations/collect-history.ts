import type { Action } from '@operator/postgres'
import type { CatalogDifference, MigrationStep, RehearsalPlan, Rehearse } from '@operator/rehearsal'
import { listed } from '@operator/report'
import { tellStatements } from './account/told-statement.ts'
import { applyRules } from './apply-rules.ts'
import type { HistoryChange } from './compare-histories.ts'
import { findIgnores } from './ignores/find-ignores.ts'
import { composePrelude, supabaseExtensions, supabaseRoles } from './platform.ts'
import type { MigrationsPolicy } from './policy.ts'
import { actAs, type ProductionRole } from './production-role.ts'
import { findContractSteps } from './release/contract-steps.ts'
import { findRollbackNote, findRollbackScript } from './rollback-scripts.ts'
import { findRowConditions } from './row-conditions.ts'
import { outsideRoles, type ParsedScript, parseSection, type Unparsed, wantedExtensions } from './script.ts'
import { findSetAside } from './set-aside.ts'
import type { HistorySnapshot } from './snapshot.ts'
import { findTakenAway } from './still-used/find-taken-away.ts'
import { type TableSizes, unknownSizes } from './table-sizes.ts'
import type { Section, Version } from './tools/tool.ts'
import type { MigrationTree } from './tree.ts'

export interface HistoryInput {
  readonly pair: HistoryChange
  readonly tree: MigrationTree
  readonly changed: ReadonlySet<string>
  readonly policy: MigrationsPolicy
  readonly rehearse: Rehearse | undefined
  readonly sizes?: TableSizes
  readonly production?: ProductionRole
}

/** Parses one history's migrations, applies the rules to the new ones and rehearses them. */
export async function collectHistory(input: HistoryInput): Promise<HistorySnapshot> {
  const { pair, tree, changed, policy, sizes = unknownSizes } = input
  const { head, base } = pair
  const added: HistorySnapshot['added'][number][] = []
  const unparsed: HistorySnapshot['unparsed'][number][] = []
  const change: { section: Section; parsed: ParsedScript; down: ParsedScript | undefined }[] = []
  for (const version of pair.added) {
    const down = typeof version.down === 'string' ? findRollbackScript(tree, version) : version.down
    const up = await parsePart(version.up, 'up', unparsed)
    const parsedDown = await parsePart(down, 'down', unparsed)
    const note = findRollbackNote(tree, version, head.directory, policy['rollback-notes'], changed)
    added.push({
      path: version.path,
      statements: up?.statements.length ?? 0,
      down: downState(version, down, parsedDown),
      ...(typeof down === 'object' && { downPath: down.path }),
      ...(note !== undefined && { note }),
    })
    if (up && version.up) change.push({ section: version.up, parsed: up, down: parsedDown })
  }
  const baseParsed: ParsedScript[] = []
  const baseUnread: string[] = []
  let refused = 0
  for (const version of base?.versions ?? []) {
    const answer = version.up && (await parseSection(version.up))
    if (answer?.ok) baseParsed.push(answer.parsed)
    else baseUnread.push(version.path)
    if (answer?.ok === false && answer.problem.kind === 'refused') refused += 1
  }
  // Another database's dialect that no folder name gave away: merged migrations that PostgreSQL's grammar refuses were not written for it.
  const merged = base?.versions.length ?? 0
  const dialect = head.dialect === 'unknown' && refused * 3 > merged ? 'other' : head.dialect
  const foreign = dialect !== 'postgresql' && dialect !== 'unknown'
  const matches = foreign
    ? []
    : await applyRules({
        tool: head.tool,
        scope: head.scope,
        major: policy.postgres ?? 18,
        lockTimeoutAdvice: policy['lock-timeout-advice'],
        style: policy.style,
        base: baseParsed,
        change,
      })
  const shared = {
    directory: head.directory,
    tool: head.tool,
    dialect,
    baseVersions: base?.versions.length ?? 0,
    added,
    problems: pair.problems,
    matches,
    rowConditions: foreign ? [] : findRowConditions(change.map(({ parsed }) => parsed)),
    unparsed: foreign ? [] : unparsed,
    smallTables: smallAmong(sizes, change),
    ...(sizes.problem !== undefined && { statsProblem: sizes.problem }),
  }
  const scripts = foreign ? [] : change.map(({ parsed }) => parsed)
  const finish = (
    rehearsal: HistorySnapshot['rehearsal'],
    setAside: HistorySnapshot['setAside'] = [],
  ): HistorySnapshot => ({
    ...shared,
    statements: tellStatements(baseParsed, scripts, { major: policy.postgres ?? 18, scope: head.scope }),
    ignores: change.flatMap(({ section, parsed }) =>
      findIgnores({
        ...section,
        statements: parsed.statements,
        merged: base?.versions.find(({ path }) => path === section.path)?.up?.text,
      }),
    ),
    takenAway: findTakenAway({ base: baseParsed, change: scripts, seen: seenGone(rehearsal) }),
    contractSteps: findContractSteps(baseParsed, scripts),
    setAside,
    rehearsal,
  })
  const notRun = (code: string, why: string) => finish({ kind: 'not-run', code, why })
  if (pair.added.length === 0) return notRun('nothing-new', 'the change adds no migration here')
  if (foreign)
    return notRun(
      'not-runnable-here',
      `these migrations are for ${dialect === 'other' ? 'another database than PostgreSQL' : dialect}`,
    )
  if (input.rehearse === undefined) return notRun('no-engine', 'no rehearsal engine is available in this run')
  const unread = pair.added.find(({ up }) => up === undefined)
  if (unread) return notRun('not-read', `${unread.path} could not be read`)
  const broken = unparsed.filter(({ direction }) => direction === 'up')
  if (change.length < pair.added.length || broken.length > 0) {
    return notRun(
      'not-parsed',
      `${[...new Set(broken.map(({ path }) => path))].join(', ') || 'a migration'} could not be parsed`,
    )
  }
  if (baseUnread.length > 0)
    return notRun('base-not-parsed', `${listed(baseUnread, 3)} could not be read as SQL`)
  if (input.production?.kind === 'unread') return notRun('grants-not-read', input.production.why)
  const plan = composePlan(head.tool, head.scope, baseParsed, change)
  const answer = await input.rehearse(actAs(plan, input.production))
  if (answer.kind !== 'rehearsed') return finish(answer)
  const all = change.flatMap(({ parsed, down }) => (down ? [parsed, down] : [parsed]))
  const setAside = findSetAside(answer.log, baseParsed, all)
  const skipped = answer.log.skipped.filter((failure) => !setAside.includes(failure))
  return finish({ kind: 'rehearsed', log: { ...answer.log, skipped } }, setAside)
}

/** What the rehearsal saw gone: nothing, where it did not get through the change. */
function seenGone(rehearsal: HistorySnapshot['rehearsal']): readonly CatalogDifference[] | undefined {
  return rehearsal.kind === 'rehearsed' &&
    rehearsal.log.up.result === 'done' &&
    rehearsal.log.skipped.length === 0
    ? rehearsal.log.takenAway
    : undefined
}

/** Those that the change names. */
function smallAmong({ small }: TableSizes, change: readonly { readonly parsed: ParsedScript }[]): string[] {
  const named = change.flatMap(({ parsed }) =>
    parsed.statements.flatMap(({ actions }) => actions.flatMap(tablesOf)),
  )
  return [...new Set(named)].filter((name) => small.has(name))
}

function tablesOf(action: Action): string[] {
  if ('table' in action && action.table !== undefined) return [action.table]
  if ('view' in action) return [action.view]
  return 'tables' in action ? [...(action.tables ?? [])] : []
}

function composePlan(
  tool: string,
  scope: 'script' | 'set',
  base: readonly ParsedScript[],
  change: readonly { readonly parsed: ParsedScript; readonly down: ParsedScript | undefined }[],
): RehearsalPlan {
  const scripts = [...base, ...change.flatMap(({ parsed, down }) => (down ? [parsed, down] : [parsed]))]
  const platform = tool === 'Supabase'
  const prelude = composePrelude(tool)
  return {
    base: base.map(({ script }) => script),
    change: change.map(
      ({ parsed, down }): MigrationStep => ({
        up: parsed.script,
        // Doing nothing takes back what did nothing.
        ...(down && (down.statements.length > 0 || parsed.statements.length === 0) && { down: down.script }),
      }),
    ),
    scope,
    roles: [...new Set([...outsideRoles(scripts), ...(platform ? supabaseRoles : [])])],
    extensions: [...new Set([...wantedExtensions(scripts), ...(platform ? supabaseExtensions : [])])],
    ...(prelude !== undefined && { prelude }),
  }
}

async function parsePart(
  section: Section | undefined,
  direction: 'up' | 'down',
  unparsed: HistorySnapshot['unparsed'][number][],
): Promise<ParsedScript | undefined> {
  if (section === undefined) return undefined
  const answer = await parseSection(section)
  if (answer.ok) return answer.parsed
  unparsed.push(describe(answer.problem, direction))
  return undefined
}

function describe(
  { path, kind, message, line }: Unparsed,
  direction: 'up' | 'down',
): HistorySnapshot['unparsed'][number] {
  return { path, kind, message, direction, ...(line !== undefined && { line }) }
}

function downState(
  version: Version,
  section: Section | undefined,
  parsed: ParsedScript | undefined,
): HistorySnapshot['added'][number]['down'] {
  if (section !== undefined) return parsed?.statements.length === 0 ? 'empty' : 'present'
  return typeof version.down === 'string' ? version.down : 'missing'
}
