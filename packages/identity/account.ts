import { z } from 'zod'

/** An account as GitHub names it. */
export const account = z
  .object({
    login: z.string().min(1),
    /** `databaseId`; survives a rename. */
    id: z.number().int().optional(),
    /** GraphQL's `__typename` or REST's `type`. */
    type: z.string(),
  })
  .readonly()
export type Account = z.infer<typeof account>

/** True when both are the same account: by id where both sides have one, else by login without case. */
export function sameAccount(a: Pick<Account, 'login' | 'id'>, b: Pick<Account, 'login' | 'id'>): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id
  return a.login.toLowerCase() === b.login.toLowerCase()
}

/** Bots act for whoever made them; they are never a second pair of eyes. */
export function isPerson(candidate: Account): boolean {
  const person = candidate.type === 'User' || candidate.type === 'EnterpriseUserAccount'
  return person && !/\[bot\]$/i.test(candidate.login)
}
