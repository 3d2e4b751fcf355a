import type { Signature } from './facts.ts'

/** Whom a commit's address names. */
export type Named =
  | {
      readonly kind: 'account'
      readonly login: string
      readonly id?: number
      /** `address`: read off the address, which anybody can write. */
      readonly by: 'link' | 'address'
    }
  | { readonly kind: 'bot'; readonly login: string }
  /** GitHub's own committer for what was made on its pages. */
  | { readonly kind: 'github' }
  | { readonly kind: 'nobody-known'; readonly email: string }

/** `ID+login@users.noreply.<host>`, and the older form without the id. */
const noreply =
  /^(?:(\d{1,15})\+)?([A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\[bot\])?)@users\.noreply\.[A-Za-z0-9.-]+$/

/** Who a signature names: the linked account, else what the address itself says. */
export function namedBy(signature: Pick<Signature, 'email' | 'account' | 'name'>): Named {
  if (signature.account !== null) {
    const { login, id, type } = signature.account
    if (login.toLowerCase() === 'web-flow') return { kind: 'github' }
    if (type === 'Bot') return { kind: 'bot', login }
    return { kind: 'account', login, by: 'link', ...(id !== undefined && { id }) }
  }
  const email = signature.email.trim()
  const match = noreply.exec(email)
  const login = match?.[2]
  if (login !== undefined) {
    if (login.endsWith('[bot]')) return { kind: 'bot', login }
    return {
      kind: 'account',
      login,
      by: 'address',
      ...(match?.[1] !== undefined && { id: Number(match[1]) }),
    }
  }
  if (email.toLowerCase() === 'noreply@github.com') return { kind: 'github' }
  return { kind: 'nobody-known', email }
}
