import { z } from 'zod'
import { sameEnvironment } from '../rules.ts'

/** Locks of github/branch-deploy, as their branches say. */
export const lockFacts = z
  .object({
    /** The environment; `global` locks all of them. */
    environment: z.string(),
    /** What its `lock.json` says; absent where it has none that can be read: such a lock locks too. */
    claim: z
      .object({ by: z.string(), reason: z.string(), since: z.string(), sticky: z.boolean() })
      .optional(),
  })
  .readonly()
export type LockFacts = z.infer<typeof lockFacts>

const lockFile = z.object({
  created_by: z.string().min(1),
  reason: z.string().nullish(),
  created_at: z.string().nullish(),
  sticky: z.boolean().nullish(),
})

const suffix = '-branch-deploy-lock'

/** Reads a lock's branch and its `lock.json`. */
export function readLock(branch: string, text: string | undefined): LockFacts {
  const environment = branch.toLowerCase().endsWith(suffix) ? branch.slice(0, -suffix.length) : branch
  const parsed = lockFile.safeParse(parseJson(text ?? ''))
  if (!parsed.success) return { environment }
  const { created_by, reason, created_at, sticky } = parsed.data
  const claim = {
    by: created_by.slice(0, 100),
    reason: (reason ?? '').slice(0, 200),
    since: (created_at ?? '').slice(0, 40),
    sticky: sticky === true,
  }
  return { environment, claim }
}

/** The lock that holds an environment: the global one before its own. branch-deploy writes spaces in names as dashes. */
export function lockOf(locks: readonly LockFacts[], environment: string): LockFacts | undefined {
  const written = environment.replace(/\s/g, '-')
  return [...locks]
    .sort(
      (a, b) =>
        Number(sameEnvironment(b.environment, 'global')) - Number(sameEnvironment(a.environment, 'global')),
    )
    .find((lock) => ['global', environment, written].some((name) => sameEnvironment(lock.environment, name)))
}

export function describeLock({ environment, claim }: LockFacts): string {
  const what = sameEnvironment(environment, 'global') ? 'every environment' : environment
  if (claim === undefined)
    return `${what} is locked by ${environment}${suffix}, whose lock.json cannot be read`
  const why = claim.reason === '' ? '' : `: "${claim.reason}"`
  const since = claim.since === '' ? '' : ` since ${claim.since}`
  return `${what} is locked by ${claim.by}${since}${why}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
