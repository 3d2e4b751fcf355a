export type Fault =
  /** Answered with this status instead. */
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** The connection breaks without an answer. With `after: 'work'` the request was carried out nevertheless. */
  | { readonly kind: 'reset'; readonly after?: 'work' }
  /** The answer comes late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** No answer ever comes, until the client hangs up or the stand-in is closed. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'primary-rate-limit' }
  | { readonly kind: 'secondary-rate-limit'; readonly retryAfter?: number }
  /** The body ends in the middle. */
  | { readonly kind: 'truncated' }
  /** GraphQL: the value at the path is null, and an error says why. */
  | {
      readonly kind: 'partial'
      readonly path: readonly (string | number)[]
      readonly type?: string
      readonly message?: string
    }
  /** The true answer, changed; it is not held against the contract. */
  | { readonly kind: 'edit'; readonly edit: (body: unknown) => unknown }
  /** The body is this text, which need not be JSON. */
  | { readonly kind: 'text'; readonly text: string }

export interface FaultTarget {
  /** `operationId` of REST, or `graphql`; any request where it is missing. */
  readonly operation?: string
  readonly method?: string
  /** Part of the path and query. */
  readonly path?: string | RegExp
  /** Name of the GraphQL operation. */
  readonly query?: string
}

export interface FaultQueue {
  /** The next `times` matching requests (default 1) fail this way. */
  add(target: FaultTarget, fault: Fault, times?: number): void
  /** Faults that no request has met yet. */
  readonly pending: readonly { readonly target: FaultTarget; readonly fault: Fault }[]
  clear(): void
}

export interface FaultedRequest {
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  readonly query: string | undefined
}

export function createFaults(): FaultQueue & { take(request: FaultedRequest): Fault | undefined } {
  let pending: { readonly target: FaultTarget; readonly fault: Fault }[] = []
  return {
    get pending() {
      return pending
    },
    add(target, fault, times = 1) {
      for (let time = 0; time < times; time += 1) pending.push({ target, fault })
    },
    clear() {
      pending = []
    },
    take(request) {
      const index = pending.findIndex(({ target }) => meets(target, request))
      return index < 0 ? undefined : pending.splice(index, 1)[0]?.fault
    },
  }
}

function meets(target: FaultTarget, request: FaultedRequest): boolean {
  if (target.operation !== undefined && target.operation !== request.operation) return false
  if (target.method !== undefined && target.method !== request.method) return false
  if (target.query !== undefined && target.query !== request.query) return false
  if (target.path === undefined) return true
  return typeof target.path === 'string' ? request.path.includes(target.path) : target.path.test(request.path)
}
