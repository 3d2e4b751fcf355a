import type { Node, RangeVar } from 'libpg-query'
import type { RelationName } from './action.ts'

/** Joins name parts as relations are compared: `public` is left out. */
export function relationName(parts: readonly string[]): RelationName {
  const named = parts.filter((part) => part !== '')
  return (named.length > 1 && named.at(-2) === 'public' ? named.slice(-1) : named.slice(-2)).join('.')
}

export function rangeName(range: RangeVar | undefined): RelationName {
  return relationName([range?.schemaname ?? '', range?.relname ?? ''])
}

/** The strings of a name list; anything else in it is left out. */
export function nameParts(node: Node | undefined): string[] {
  if (node === undefined) return []
  if ('String' in node) return [node.String.sval ?? '']
  if ('List' in node) return (node.List.items ?? []).flatMap(nameParts)
  if ('TypeName' in node) return (node.TypeName.names ?? []).flatMap(nameParts)
  if ('ObjectWithArgs' in node) return (node.ObjectWithArgs.objname ?? []).flatMap(nameParts)
  if ('RangeVar' in node) return [node.RangeVar.schemaname ?? '', node.RangeVar.relname ?? '']
  return []
}

/** A type's or function's name: pg_catalog's own without its schema. */
export function qualifiedName(names: readonly Node[] | undefined): string {
  const parts = (names ?? []).flatMap(nameParts)
  return (
    parts.length > 1 && (parts[0] === 'pg_catalog' || parts[0] === 'public') ? parts.slice(1) : parts
  ).join('.')
}
