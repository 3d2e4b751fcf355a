import { isEveryday, plural, singular, spell } from './spellings.ts'
import type { TakenAway } from './taken-away.ts'
import type { Wanted } from './use.ts'

export function toWanted(taken: TakenAway): Wanted {
  const owner = (taken.on ?? taken.name).split('.').at(-1) ?? ''
  const { snake, camel, pascal } = spell(taken.name)
  const isName = taken.kind !== 'enum-value'
  const relation = taken.kind === 'table' || taken.kind === 'view' || taken.kind === 'type'
  const forms = isName
    ? [
        taken.name,
        snake,
        camel,
        pascal,
        taken.name.toUpperCase(),
        ...(relation ? classForms(taken.name) : []),
      ]
    : [taken.name]
  return {
    taken,
    forms: [...new Set(forms)].filter((form) => form !== ''),
    ownerForms: [...new Set(classForms(owner))],
    commonplace: taken.shared || isEveryday(taken.name),
  }
}

/** `audit_logs` as table, variable and class, one and many. */
function classForms(table: string): string[] {
  return [table, singular(table), plural(singular(table))].flatMap((name) => {
    const { snake, camel, pascal } = spell(name)
    return [snake, camel, pascal]
  })
}
