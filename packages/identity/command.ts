import { z } from 'zod'

const check = /^[a-z-]+\/[a-z-]+$/

/** What somebody said in the first line of a comment; `malformed` says what is wrong with a line that meant to. */
export const command = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('approve'),
      check: z.string().regex(check),
      fingerprints: z.array(z.string()).readonly(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('override'),
      check: z.string().regex(check),
      /** The one commit that it holds for. */
      commit: z.string(),
      /** The last day on which it holds, UTC. */
      until: z.iso.date(),
      reason: z.string(),
    })
    .readonly(),
  z
    .object({ kind: z.literal('malformed'), verb: z.enum(['approve', 'override']), why: z.string() })
    .readonly(),
])
export type Command = z.infer<typeof command>

/** A line names no more; a longer one is a mistake. */
export const maxFingerprints = 20
const maxReason = 300

const fingerprint = /^[0-9a-f]{32}$/
const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

/**
 * Reads a comment's first line: `/operator approve <check> <fingerprint>…` or `/operator override <check> <commit> until
 * <YYYY-MM-DD> because <reason>`. Nothing else in a comment is ever a command, nor is a quoted one.
 */
export function readCommand(body: string): Command | undefined {
  const line = (body.split(/\r\n|[\r\n]/, 1)[0] ?? '').trimEnd()
  const [, verb, rest = ''] = /^\/operator (approve|override)(?: (.*))?$/.exec(line) ?? []
  if (verb === 'approve') return readApproval(rest)
  return verb === 'override' ? readOverride(rest) : undefined
}

/** The line that says yes. */
export function approvalLine(id: string, fingerprints: readonly string[]): string {
  return `/operator approve ${id} ${fingerprints.join(' ')}`
}

function readApproval(rest: string): Command {
  const [id = '', ...fingerprints] = rest.split(' ')
  const malformed = (why: string): Command => ({ kind: 'malformed', verb: 'approve', why })
  if (!check.test(id)) return malformed('it names no check')
  if (fingerprints.length === 0) return malformed('it names no fingerprint')
  if (fingerprints.length > maxFingerprints)
    return malformed(`it names more than ${maxFingerprints} fingerprints`)
  if (!fingerprints.every((one) => fingerprint.test(one))) {
    return malformed('a fingerprint is 32 hexadecimal digits, and nothing may follow the last one')
  }
  return { kind: 'approve', check: id, fingerprints }
}

function readOverride(rest: string): Command {
  const malformed = (why: string): Command => ({ kind: 'malformed', verb: 'override', why })
  const [id = '', oid = '', until, day = '', because, ...words] = rest.split(' ')
  const reason = words.join(' ').trim()
  if (!check.test(id)) return malformed('it names no single check')
  if (!commit.test(oid)) return malformed('it names no commit by all of its digits')
  if (until !== 'until' || !isDay(day)) return malformed('it does not end: "until YYYY-MM-DD" is missing')
  if (because !== 'because' || !/\p{L}{3}/u.test(reason)) {
    return malformed('it gives no reason: "because …" is missing')
  }
  if (reason.length > maxReason) return malformed(`its reason is longer than ${maxReason} characters`)
  return { kind: 'override', check: id, commit: oid, until: day, reason }
}

function isDay(text: string): boolean {
  return z.iso.date().safeParse(text).success
}
