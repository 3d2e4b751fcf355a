import type { TakenAway } from './taken-away.ts'

/** One place of a file that names something. `certain`: it says which table, type or database object it means. */
export interface Use {
  readonly offset: number
  readonly certainty: 'certain' | 'possible'
  /** How it is known: `SQL`, `Prisma`, `word`. */
  readonly how: string
}

/** A thing that is gone, with what every file is asked for. */
export interface Wanted {
  readonly taken: TakenAway
  /** One of these stands in any file that uses it. */
  readonly forms: readonly string[]
  /** Names of the table or type that it belongs to, as code may write them. */
  readonly ownerForms: readonly string[]
  /** The name alone says nothing. */
  readonly commonplace: boolean
}
