/** An engine that was wanted is not to be had here. What was asked of it stays unknown; nothing is broken. */
export class EngineUnavailableError extends Error {
  /** `engine-missing`: the message completes "PostgreSQL 16 could not be had: …"; `database-url-refused`: it stands alone. */
  readonly code: 'engine-missing' | 'database-url-refused'

  constructor(message: string, options?: ErrorOptions & { readonly code?: EngineUnavailableError['code'] }) {
    super(message, options)
    this.name = 'EngineUnavailableError'
    this.code = options?.code ?? 'engine-missing'
  }
}
