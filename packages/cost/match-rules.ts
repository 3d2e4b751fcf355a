import { normalise, type Rule } from './rule.ts'

/** Finds the first rule for a path of names. */
export type RuleFinder = (path: readonly string[]) => Rule | undefined

interface Compiled {
  readonly rule: Rule
  readonly pattern: readonly string[]
  readonly order: number
}

/** Rules stated first win. They are looked up by their last name, so that a large table costs little. */
export function compileRules(rules: readonly Rule[]): RuleFinder {
  const byName = new Map<string, Compiled[]>()
  for (const [order, rule] of rules.entries()) {
    const pattern = rule.at.split(' ').map((name) => (name === '**' ? name : normalise(name)))
    const last = pattern.at(-1) ?? ''
    const key = last.includes('*') ? '*' : last
    byName.set(key, [...(byName.get(key) ?? []), { rule, pattern, order }])
  }
  const anyName = byName.get('*') ?? []
  return (path) => {
    const names = path.map(normalise)
    const candidates = [...(byName.get(names.at(-1) ?? '') ?? []), ...anyName]
    let best: Compiled | undefined
    for (const candidate of candidates) {
      if (best !== undefined && best.order < candidate.order) continue
      if (matches(candidate.pattern, names, 0, 0)) best = candidate
    }
    return best?.rule
  }
}

function matches(pattern: readonly string[], names: readonly string[], from: number, at: number): boolean {
  const wanted = pattern[from]
  if (wanted === undefined) return at === names.length
  if (wanted === '**') {
    for (let next = at; next <= names.length; next += 1) {
      if (matches(pattern, names, from + 1, next)) return true
    }
    return false
  }
  const name = names[at]
  return name !== undefined && matchesName(wanted, name) && matches(pattern, names, from + 1, at + 1)
}

function matchesName(wanted: string, name: string): boolean {
  const [start = '', ...parts] = wanted.split('*')
  const end = parts.pop()
  if (end === undefined) return wanted === name
  if (!name.startsWith(start) || !name.endsWith(end)) return false
  let at = start.length
  for (const part of parts) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at + end.length <= name.length
}
