/** Who began the rollback that is being verified. */
type Beginner = 'this-watch' | 'another'

export interface Run {
  readonly id: number
  readonly url: string
}

/** Where the rollback stands. Each deployment is rolled back once at most, by whoever took the lock. */
export type RollbackState =
  | { readonly step: 'idle' }
  /** The incident is being opened: people are told before anything is done. */
  | { readonly step: 'reporting' }
  | { readonly step: 'locking' }
  | { readonly step: 'dispatching' }
  | { readonly step: 'running'; readonly since: number; readonly run: Run }
  | {
      readonly step: 'verifying'
      readonly since: number
      readonly until: number
      readonly by: Beginner
      /** Undefined when it is somebody else's, or not listed. */
      readonly run: Run | undefined
      /** Rounds in a row in which the former version was served and every path worked. */
      readonly confirmed: number
      /** Why the last round confirmed nothing. */
      readonly missing: string
    }
  | { readonly step: 'proven'; readonly at: number; readonly since: number; readonly by: Beginner }
  | {
      readonly step: 'unproven'
      readonly at: number
      readonly code: string
      readonly reason: string
      readonly next: string
      /** Everything that can be seen is well again, and something cannot be seen. */
      readonly recovered: boolean
    }
  /** Not ours to do. */
  | {
      readonly step: 'by-hand'
      readonly code: string
      readonly reason: string
      readonly next: string
    }
