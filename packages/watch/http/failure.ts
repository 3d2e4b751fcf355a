import { z } from 'zod'

/** Why there was no answer. */
export type HttpFailureCode =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'tls'
  | 'redirects'
  | 'protocol'

export interface HttpFailure {
  readonly code: HttpFailureCode
  /** For people; may quote what the other side sent, so it is untrusted text. */
  readonly message: string
}

const systemCodes: Readonly<Record<string, HttpFailureCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  EPROTO: 'tls',
}

/** OpenSSL's verification errors as Node names them, and Node's own. */
const tlsCode =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ERROR_IN_CERT)/

const words: Readonly<Record<HttpFailureCode, string>> = {
  dns: 'the name does not resolve',
  refused: 'the connection was refused',
  unreachable: 'the network has no way there',
  timeout: 'no answer in time',
  reset: 'the connection was cut',
  tls: 'TLS failed',
  redirects: 'too many redirects',
  protocol: 'the answer is not HTTP',
}

const longest = 160

const nodeError = z.object({
  code: z.string().default(''),
  message: z.string(),
  /** Connecting to several addresses fails with an AggregateError: the first address speaks for all. */
  errors: z.array(z.object({ code: z.string().default(''), message: z.string() })).optional(),
})

/** Names what Node's socket, TLS or HTTP parser error means. */
export function httpFailureOf(error: unknown): HttpFailure {
  const parsed = nodeError.safeParse(error)
  if (!parsed.success) return describe('protocol', String(error))
  const { code, message } = parsed.data.errors?.[0] ?? parsed.data
  if (tlsCode.test(code)) return describe('tls', `${message} (${code})`)
  const known = systemCodes[code]
  return known === undefined
    ? describe('protocol', code === '' ? message : `${message} (${code})`)
    : describe(known, code)
}

export function describe(code: HttpFailureCode, detail = ''): HttpFailure {
  const suffix = detail === '' ? '' : `: ${detail.replace(/\s+/g, ' ').slice(0, longest)}`
  return { code, message: `${words[code]}${suffix}` }
}
