import type { ZodType } from 'zod'
import type { Answer } from './answer.ts'

export interface ApiCost {
  readonly rest: number
  readonly graphqlPoints: number
}

export type Parameters = Readonly<Record<string, unknown>>

export interface Page<T> {
  readonly items: readonly T[]
  /** False when pages were left unread: absence then proves nothing. */
  readonly complete: boolean
}

export interface PageOptions {
  /** The property that holds the items, where the answer is not the list itself (`check_runs`). */
  readonly key?: string
  /** Stop after so many items. */
  readonly max?: number
}

/** The port to one repository on GitHub. `{owner}` and `{repo}` in routes are filled in. */
export interface GitHub {
  readonly repository: { readonly owner: string; readonly name: string }
  rest<T>(route: string, parameters: Parameters, schema: ZodType<T>): Promise<Answer<T>>
  paginate<T>(
    route: string,
    parameters: Parameters,
    itemSchema: ZodType<T>,
    options?: PageOptions,
  ): Promise<Answer<Page<T>>>
  /** A query that answers in part, or with FORBIDDEN nodes, is a problem, never a smaller answer. */
  graphql<T>(query: string, variables: Parameters, schema: ZodType<T>): Promise<Answer<T>>
  /** Like `graphql`, but where GitHub names the part that it refuses, a `Hole` stands there and the rest is usable. */
  graphqlInParts<T>(query: string, variables: Parameters, schema: ZodType<T>): Promise<Answer<T>>
  cost(): ApiCost
}
