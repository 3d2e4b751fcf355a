import { locateChild, type Rehearse, rehearseInChild } from './engine.ts'

/** PGlite's major. */
export const pgliteMajor = 18

export interface EngineWish {
  /** Production's major as the policy names it; unset: PGlite's is taken for it. */
  readonly postgres?: number | undefined
  /** `auto`: PGlite for its own major, native PostgreSQL for the others. */
  readonly engine: 'auto' | 'pglite' | 'native'
  /** Production's role: only a native server has another than the superuser's. */
  readonly role?: string | undefined
  /** A throwaway server that the job brought along. */
  readonly databaseUrl?: string | undefined
}

export interface OpenOptions {
  /** Where the running bundle is, or the sources. */
  readonly directory: string
  /** For all plans together, from the first one's start. */
  readonly timeoutMilliseconds: number
  readonly onProgress?: (at: string) => void
}

/** Rehearsals on the engine that fits production. Undefined where the rehearsal itself is not installed. */
export function openRehearsal(wish: EngineWish, options: OpenOptions): Rehearse | undefined {
  const { directory, onProgress, timeoutMilliseconds } = options
  const native = usesNative(wish)
  const child = locateChild(directory, native ? 'native' : 'pglite')
  if (child === undefined) return undefined
  return rehearseInChild({
    child,
    timeoutMilliseconds,
    ...(onProgress && { onProgress }),
    ...(native && {
      native: {
        major: wish.postgres ?? pgliteMajor,
        ...(wish.databaseUrl !== undefined && { databaseUrl: wish.databaseUrl }),
      },
    }),
  })
}

function usesNative({ databaseUrl, engine, postgres, role }: EngineWish): boolean {
  if (databaseUrl !== undefined || engine === 'native') return true
  if (engine === 'auto' && role !== undefined) return true
  return engine === 'auto' && (postgres ?? pgliteMajor) !== pgliteMajor
}
