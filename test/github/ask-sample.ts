import { contract } from './contract.ts'
import type { StandIn } from './index.ts'
import type { SampleRequest } from './sample.ts'

export interface Asked {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

/** The parameters in the path, owner and name of the sample's repository among them. */
export function parametersOf(request: SampleRequest): Record<string, string> {
  const given = Object.entries(request.path ?? {}).map(([name, value]) => [name, String(value)])
  return { owner: 'octo', repo: 'shop', ...Object.fromEntries(given) }
}

/** Sends the sample request of an operation. */
export async function ask(
  github: StandIn,
  id: string,
  request: SampleRequest,
  token: string,
): Promise<Asked> {
  const operation = contract.operations[id]
  if (operation === undefined) throw new Error(`no operation ${id}`)
  const values = parametersOf(request)
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const response = await fetch(`${github.apiUrl}${path}?${new URLSearchParams(request.query)}`, {
    method: operation.method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  })
  const text = await response.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, body, headers: response.headers }
}
