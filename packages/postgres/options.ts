import type { Node } from 'libpg-query'
import { nameParts, qualifiedName } from './names.ts'

/** The value of a constant, of a word or of a number, as text. */
export function constantOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined
  if ('A_Const' in node) {
    const { sval, ival, boolval, fval } = node.A_Const
    if (sval) return sval.sval ?? ''
    if (ival) return String(ival.ival ?? 0)
    if (fval) return fval.fval
    return boolval && String(boolval.boolval ?? false)
  }
  if ('Integer' in node) return String(node.Integer.ival ?? 0)
  return nameParts(node).at(-1)
}

/** The items of a parenthesised list such as that of ALTER TABLE … SET (…). */
export function optionsOf(node: Node | undefined): readonly Node[] {
  return node !== undefined && 'List' in node ? (node.List.items ?? []) : []
}

export function optionNames(options: readonly Node[] | undefined): string[] {
  return (options ?? []).flatMap((option) => ('DefElem' in option ? (option.DefElem.defname ?? []) : []))
}

export function turnsAutovacuumOff(options: readonly Node[] | undefined): boolean {
  return (options ?? []).some(
    (option) =>
      'DefElem' in option &&
      option.DefElem.defname === 'autovacuum_enabled' &&
      ['false', 'off', '0', 'no'].includes(constantOf(option.DefElem.arg)?.toLowerCase() ?? ''),
  )
}

/** A sequence counts in bigint unless AS says otherwise. */
export function sequenceType(options: readonly Node[] | undefined): string {
  for (const option of options ?? [])
    if ('DefElem' in option && option.DefElem.defname === 'as') {
      const { arg } = option.DefElem
      if (arg && 'TypeName' in arg) return qualifiedName(arg.TypeName.names)
    }
  return 'int8'
}
