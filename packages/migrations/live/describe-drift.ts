import type { CatalogDifference } from '@operator/rehearsal'
import type { Level } from '@operator/report'

/** A difference in words. */
export interface DriftWords {
  readonly ruleId:
    | 'row-security-off'
    | 'policy-drift'
    | 'grant-drift'
    | 'invalid-index'
    | 'unvalidated-constraint'
    | 'disabled-trigger'
    | 'schema-drift'
    | 'harmless-drift'
  readonly level: Level
  /** One sentence. */
  readonly message: string
  readonly remedy: string
}

const byMigration =
  'Write a migration that brings it to what the migrations say; do not mend production by hand.'
const accept =
  'If somebody wants it so, write it into a migration; if it is no matter of migrations, name it in migrations.live.ignore.'

/** What differs, who expects what, and what to do about it. */
export function describeDrift(difference: CatalogDifference): DriftWords {
  const { change, object, name, before = '', after = '' } = difference
  const thing = nameThing(object, name, before || after)
  if (change === 'renamed')
    return harmless(`${thing} is called ${after} in the live database: a generated name.`)
  if (change === 'column-order') return harmless(`The columns of ${name} stand in another order: ${after}.`)
  if (object === 'extension') return describeExtension(difference)
  if (object === 'comment')
    return {
      ...harmless(`The comment on ${name} is ${shown(after)}, not ${shown(before)}.`),
      level: 'warning',
    }
  const ruleId =
    object === 'policy' ? 'policy-drift' : object === 'default privilege' ? 'grant-drift' : 'schema-drift'
  if (change === 'missing')
    return {
      ruleId,
      level: 'error',
      message: `${thing} is missing from the live database.`,
      remedy: byMigration,
    }
  if (change === 'extra') return describeExtra(difference, thing, ruleId)
  return describeChange(difference, thing, ruleId)
}

function harmless(message: string): DriftWords {
  return { ruleId: 'harmless-drift', level: 'note', message, remedy: accept }
}

/** Versions and additions are the hosting platform's choice more often than a person's. */
function describeExtension({ change, name, before = '', after = '' }: CatalogDifference): DriftWords {
  if (change === 'missing')
    return {
      ruleId: 'schema-drift',
      level: 'error',
      message: `The extension ${name} is missing from the live database.`,
      remedy: 'Have somebody who may do so run CREATE EXTENSION, then run the migration again.',
    }
  return harmless(
    change === 'extra'
      ? `The live database has the extension ${name}, which no migration makes.`
      : `The extension ${name} is ${after}; the rehearsal had ${before}.`,
  )
}

function describeExtra(
  { object, after = '' }: CatalogDifference,
  thing: string,
  ruleId: DriftWords['ruleId'],
): DriftWords {
  if (object === 'index' && partsOf(after).includes('invalid'))
    return {
      ruleId: 'invalid-index',
      level: 'error',
      message: `${thing} is invalid and no migration makes it: a CREATE INDEX or REINDEX CONCURRENTLY failed half-way.`,
      remedy: 'Drop it with DROP INDEX CONCURRENTLY, then build it again.',
    }
  return {
    ruleId,
    level: 'error',
    message: `The live database has ${lower(thing)}, which no migration makes.`,
    remedy: accept,
  }
}

function describeChange(
  { object, before = '', after = '' }: CatalogDifference,
  thing: string,
  ruleId: DriftWords['ruleId'],
): DriftWords {
  const lost = partsOf(before).filter((part) => !partsOf(after).includes(part))
  const found = partsOf(after).filter((part) => !partsOf(before).includes(part))
  if (object === 'index' && found.includes('invalid'))
    return {
      ruleId: 'invalid-index',
      level: 'error',
      message: `${thing} is invalid: its build failed half-way, and no query uses it.`,
      remedy: 'Drop it with DROP INDEX CONCURRENTLY, then build it again.',
    }
  if (object === 'constraint' && found.includes('not validated'))
    return {
      ruleId: 'unvalidated-constraint',
      level: 'error',
      message: `${thing} is not validated: old rows may break it.`,
      remedy: 'Run ALTER TABLE … VALIDATE CONSTRAINT in a migration of its own.',
    }
  if (object === 'relation' && lost.some((part) => part.endsWith('row security')))
    return {
      ruleId: 'row-security-off',
      level: 'error',
      message: `${thing}: ${lost.includes('row security') ? 'row-level security is off' : 'row-level security is not forced on its owner'} in the live database.`,
      remedy: 'Enable it again with ALTER TABLE … ENABLE (or FORCE) ROW LEVEL SECURITY, in a migration.',
    }
  if (object === 'trigger' && before.slice(1) === after.slice(1))
    return {
      ruleId: 'disabled-trigger',
      level: 'error',
      message: `${thing} ${firing[after[0] ?? ''] ?? `is in state ${after[0]}`} in the live database.`,
      remedy: 'Enable it again with ALTER TABLE … ENABLE TRIGGER, in a migration.',
    }
  const onlyPrivileges = [...lost, ...found].every((part) => part.startsWith('privileges '))
  return {
    ruleId: onlyPrivileges ? 'grant-drift' : ruleId,
    level: 'error',
    message: `${thing} differs: the migrations make ${listParts(lost)}, the live database has ${listParts(found)}.`,
    remedy: byMigration,
  }
}

/** `tgenabled` */
const firing: Readonly<Record<string, string>> = {
  D: 'is disabled',
  O: 'is enabled again',
  R: 'fires on replicas only',
  A: 'fires always, also for replicated rows',
}

function nameThing(object: string, name: string, definition: string): string {
  // The first part of a relation's definition is its kind.
  const kind = object === 'relation' ? (partsOf(definition)[0] ?? 'relation') : object
  return `The ${kind} ${name}`
}

function lower(thing: string): string {
  return `${thing[0]?.toLowerCase()}${thing.slice(1)}`
}

function partsOf(definition: string): string[] {
  return definition.split(' | ').filter((part) => part !== '')
}

function listParts(parts: readonly string[]): string {
  return parts.length === 0 ? 'nothing of the sort' : parts.map(shown).join(', ')
}

function shown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line === '' ? 'nothing' : `“${line.length > 160 ? `${line.slice(0, 160)}…` : line}”`
}
