/** Somebody named in a `Co-authored-by` trailer. */
export interface CoAuthor {
  readonly name: string
  readonly email: string
}

/** A message with more of them is no honest one; the rest is reported as unread. */
const maxCoAuthors = 200

/**
 * The co-authors that GitHub would show. Every line of the message is read, not only the last paragraph: a squash joins
 * the messages of many commits, so trailers stand in the middle too.
 */
export function readCoAuthors(message: string): {
  readonly coAuthors: readonly CoAuthor[]
  /** Trailers that name nobody in a readable form, and those beyond the limit. */
  readonly unread: number
} {
  const coAuthors: CoAuthor[] = []
  let unread = 0
  for (const line of message.split(/\r\n|[\r\n]/)) {
    const value = /^\s*co-?authored-?by\s*:(.*)$/i.exec(line)?.[1]
    if (value === undefined) continue
    const open = value.lastIndexOf('<')
    const close = value.indexOf('>', open)
    const email = value.slice(open + 1, close).trim()
    const readable = open >= 0 && close > open && /^\S[^\s@]*@\S+$/.test(email)
    if (readable && coAuthors.length < maxCoAuthors)
      coAuthors.push({ name: value.slice(0, open).trim(), email })
    else unread += 1
  }
  return { coAuthors, unread }
}
