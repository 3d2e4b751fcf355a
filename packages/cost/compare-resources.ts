import type { CostChange } from './cost-change.ts'
import { digestOf } from './digest.ts'
import { compareValues, type Direction, opposite } from './direction.ts'
import type { Measure } from './measure.ts'
import { contentOf, pairResources } from './pair-resources.ts'
import type { Resource } from './resource.ts'
import { show } from './show.ts'
import { canonical } from './value.ts'

/** Everything that differs between two sets of resources and bears on the bill, in a stable order. */
export function compareResources(before: readonly Resource[], after: readonly Resource[]): CostChange[] {
  const pairs = pairResources(before, after)
  const alone = {
    removed: new Set(
      pairs.flatMap((pair) => (pair.after === undefined ? (pair.before?.identity ?? []) : [])),
    ),
    added: new Set(pairs.flatMap((pair) => (pair.before === undefined ? (pair.after?.identity ?? []) : []))),
  }
  const limited = after.some(({ role }) => role === 'budget')
  const changes = pairs.flatMap((pair) => {
    if (pair.before !== undefined && pair.after !== undefined) return comparePair(pair.before, pair.after)
    if (pair.after !== undefined) return appear(pair.after, alone.added, limited, false)
    return pair.before === undefined ? [] : appear(pair.before, alone.removed, limited, true)
  })
  return changes.sort(byPlace)
}

function comparePair(before: Resource, after: Resource): CostChange[] {
  const changes: CostChange[] = []
  if (before.role !== after.role && (before.role === 'priced' || after.role === 'priced')) {
    changes.push({
      ...placeOf(after),
      direction: after.role === 'priced' ? 'rise' : 'fall',
      what: 'resource',
      from: before.role,
      to: after.role,
      digest: digestOf(contentOf(before.measures), contentOf(after.measures)),
    })
  }
  const inherited = before.partial || after.partial
  for (const path of [...new Set([...before.measures.keys(), ...after.measures.keys()])].sort()) {
    const was = before.measures.get(path)
    const is = after.measures.get(path)
    const rule = (is ?? was)?.rule
    if (rule === undefined) continue
    const direction =
      lostElement(path, was, is, before, after) ??
      compareValues(rule.effect, was?.value, is?.value, inherited)
    if (direction === 'same' || repeatsLimit(path, was, is, before, after)) continue
    changes.push({
      ...placeOf(after),
      direction,
      what: 'attribute',
      attribute: path,
      ...shownValues(was, is),
      digest: digestOf(canonical(was?.value), canonical(is?.value)),
      ...(is?.value.line !== undefined && { line: is.value.line }),
    })
  }
  return changes
}

/** A request that a limit implies is worth its own word only where it goes another way. */
function repeatsLimit(
  path: string,
  was: Measure | undefined,
  is: Measure | undefined,
  before: Resource,
  after: Resource,
): boolean {
  const limitPath = path.replace(/\.requests\.(?=[^.]+$)/, '.limits.')
  if (limitPath === path || was === undefined || is === undefined) return false
  return (
    was.value === before.measures.get(limitPath)?.value && is.value === after.measures.get(limitPath)?.value
  )
}

/** With the entry of a list that holds it, an attribute comes and goes whatever it says. */
function lostElement(
  path: string,
  was: Measure | undefined,
  is: Measure | undefined,
  before: Resource,
  after: Resource,
): Direction | undefined {
  if (was !== undefined && is !== undefined) return undefined
  const holder = /^.*\](?=[^\]]*$)/.exec(path)?.[0]
  if (holder === undefined || (before.elements.has(holder) && after.elements.has(holder))) return undefined
  return is === undefined ? 'fall' : 'rise'
}

/** A resource that is on one side only; `gone` turns what its coming would mean. */
function appear(
  resource: Resource,
  alone: ReadonlySet<string>,
  limited: boolean,
  gone: boolean,
): CostChange[] {
  const turned = (direction: Direction) => (gone ? opposite(direction) : direction)
  const withGoverned = resource.governs.some((identity) => alone.has(identity))
  const content = contentOf(resource.measures)
  const digest = gone ? digestOf(content, '') : digestOf('', content)
  const place = { ...placeOf(resource), digest }
  switch (resource.role) {
    case 'priced':
      if (resource.partial) return partialMeasures(resource, gone)
      return [
        {
          ...place,
          direction: gone ? 'fall' : 'rise',
          what: 'resource',
          ...(!gone && { bounded: limited || isBounded(resource) }),
          ...(gone ? { from: summaryOf(resource) } : { to: summaryOf(resource) }),
        },
      ]
    case 'scaler': {
      const direction = withGoverned ? turned('rise') : 'unclear'
      const reason = gone ? 'autoscaling was removed' : 'autoscaling was added'
      return direction === 'same'
        ? []
        : [
            {
              ...place,
              direction,
              what: 'scaler',
              ...(gone ? { from: summaryOf(resource) } : { to: summaryOf(resource) }),
              ...(direction === 'unclear' && { reason }),
            },
          ]
    }
    case 'limit':
    case 'budget':
      if (withGoverned) return []
      return [
        {
          ...place,
          direction: gone ? 'rise' : 'fall',
          what: 'limit',
          ...(gone ? { from: 'there' } : { to: 'there' }),
        },
      ]
    case 'free':
      return resource.partial && !withGoverned ? partialMeasures(resource, gone) : []
  }
}

/** What a new patch or values file sets, nobody knows from what. */
function partialMeasures(resource: Resource, gone: boolean): CostChange[] {
  return [...resource.measures].flatMap(([path, measured]): CostChange[] => {
    const [was, is] = gone ? [measured, undefined] : [undefined, measured]
    const direction = compareValues(measured.rule.effect, was?.value, is?.value, true)
    if (direction === 'same') return []
    return [
      {
        ...placeOf(resource),
        direction,
        what: 'attribute',
        attribute: path,
        ...shownValues(was, is),
        digest: digestOf(canonical(was?.value), canonical(is?.value)),
        ...(measured.value.line !== undefined && { line: measured.value.line }),
        ...(direction === 'unclear' && { reason: 'what it overrides is set elsewhere' }),
      },
    ]
  })
}

function isBounded({ measures }: Resource): boolean {
  return [...measures.values()].some(
    ({ rule, value }) => rule.bounds === true && (value.kind !== 'computed' || value.fallback !== undefined),
  )
}

/** The most telling attributes of a resource that is new: its sizes and numbers. */
function summaryOf({ measures }: Resource): string {
  const shown = [...measures]
    .filter(([, { rule }]) => rule.effect.kind === 'amount' || rule.effect.kind === 'class')
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .slice(0, 3)
    .map(([path, { value }]) => `${path.slice(path.lastIndexOf('.') + 1)} ${show(value)}`)
  return shown.length === 0 ? 'there' : shown.join(', ')
}

function placeOf({ kind, name, path, line }: Resource): Pick<CostChange, 'resource' | 'path' | 'line'> {
  return { resource: `${kind} ${name}`.slice(0, 150), path, ...(line !== undefined && { line }) }
}

function shownValues(was: Measure | undefined, is: Measure | undefined): Pick<CostChange, 'from' | 'to'> {
  return {
    ...(was !== undefined && { from: show(was.value) }),
    ...(is !== undefined && { to: show(is.value) }),
  }
}

export function byPlace(a: CostChange, b: CostChange): number {
  return compareText(keyOf(a), keyOf(b))
}

function keyOf({ path, resource, attribute = '', from = '', to = '' }: CostChange): string {
  return [path, resource, attribute, from, to].join('\n')
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
