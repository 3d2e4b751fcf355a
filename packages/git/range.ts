import type { Repository } from './repository.ts'

/** What is judged: the change from `base` to `head`. `base: null` is the empty tree, so everything counts as introduced. */
export interface Range {
  readonly repository: Repository
  readonly base: string | null
  readonly head: string
}
