import { type CheckLevel, checkLevel, type PolicyEdit } from '@operator/report'
import { digest } from './digest.ts'
import type { Policy } from './schema.ts'

const strictness: Readonly<Record<CheckLevel, number>> = { off: 0, report: 1, enforce: 2 }

/**
 * What a change does to the policy, key by key. Only a check's level has a direction that can be told; whether another key is
 * now laxer is for a person to say.
 */
export function comparePolicies(base: Policy, head: Policy): PolicyEdit[] {
  const before = leaves(base, [])
  const after = leaves(head, [])
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort()
  return keys.flatMap((key): PolicyEdit[] => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was === is) return []
    return [{ key, before: was ?? 'unset', after: is ?? 'unset', effect: effectOf(was, is, key) }]
  })
}

function effectOf(was: string | undefined, is: string | undefined, key: string): PolicyEdit['effect'] {
  const levels = [checkLevel.safeParse(was), checkLevel.safeParse(is)]
  const [from, to] = levels.map((level) => (level.success ? strictness[level.data] : undefined))
  if (!key.startsWith('checks.') || from === undefined || to === undefined) return 'unclear'
  return to < from ? 'loosened' : 'tightened'
}

/** Lists count as one value: the order of their entries may matter. */
function leaves(value: unknown, path: readonly string[]): Map<string, string> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value).flatMap(([key, child]) => [...leaves(child, [...path, key])]))
  }
  if (value === undefined) return new Map()
  return new Map([[path.join('.'), typeof value === 'string' ? value : shown(value)]])
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'unset'
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${digest(value).slice(0, 12)})`
}
