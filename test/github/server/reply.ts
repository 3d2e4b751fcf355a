export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Bytes that are no JSON. */
  readonly raw?: Buffer
}

export function ok(body: unknown): Reply {
  return { status: 200, body }
}

export function created(body: unknown): Reply {
  return { status: 201, body }
}

export const noContent: Reply = { status: 204 }

interface FieldError {
  readonly resource?: string
  readonly field?: string
  readonly code: string
  readonly message?: string
}

/** GitHub refuses; the server turns it into the answer. */
export class Refusal extends Error {
  readonly status: number
  readonly errors: readonly FieldError[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    message: string,
    errors: readonly FieldError[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.errors = errors
    this.headers = headers
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}

export function invalid(message: string, ...errors: readonly FieldError[]): Refusal {
  return new Refusal(422, message, errors)
}

export function refusalReply(refusal: Refusal): Reply {
  return {
    status: refusal.status,
    headers: refusal.headers,
    body: {
      message: refusal.message,
      ...(refusal.errors.length > 0 && { errors: refusal.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(refusal.status),
    },
  }
}
