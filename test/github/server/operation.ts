import type { World } from '../world/world.ts'
import { notFound, ok, type Reply } from './reply.ts'
import type { Access, Scope, Token } from './tokens.ts'

/** Permissions that together suffice. */
export type Grant = Readonly<Partial<Record<Scope, Access>>>

/** One operation of GitHub's REST API. Its route and shapes come from the contract, by id. */
export interface Operation {
  /** `operationId` in GitHub's description. */
  readonly id: string
  /** Each entry alone suffices. */
  readonly permissions: readonly [Grant, ...Grant[]]
  /** Whether a public repository answers it to everybody. */
  readonly isPublic: boolean
  answer(call: Call): Reply
}

export interface Call {
  readonly world: World
  readonly token: Token
  readonly body: unknown
  /** Address of this request, for links to other pages. */
  readonly url: URL
  /** A path or query parameter; the contract has checked it. */
  text(name: string): string | undefined
  number(name: string): number
}

/** The items of the page that was asked for, with the links to the others. */
export function page<T>(call: Call, items: readonly T[], toBody: (items: readonly T[]) => unknown): Reply {
  const size = Math.min(100, Math.max(1, Number(call.text('per_page') ?? 30)))
  const current = Math.max(1, Number(call.text('page') ?? 1))
  const last = Math.max(1, Math.ceil(items.length / size))
  const link = (number: number, rel: string) => {
    const url = new URL(call.url)
    url.searchParams.set('page', String(number))
    return `<${url.href}>; rel="${rel}"`
  }
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ]
  const shown = items.slice((current - 1) * size, current * size)
  return { ...ok(toBody(shown)), ...(links.length > 0 && { headers: { link: links.join(', ') } }) }
}

/** The one that was asked for, or 404. */
export function found<T>(item: T | undefined): T {
  if (item === undefined) throw notFound()
  return item
}
