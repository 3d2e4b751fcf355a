import { scryptSync } from 'node:crypto'
import { type Detection, fingerprint, type Level, shorten } from '@operator/report'
import type { SecretMatch } from './match.ts'
import type { Tier } from './rule.ts'

const levels: Readonly<Record<Tier, Level>> = {
  proven: 'error',
  strong: 'error',
  likely: 'warning',
  placeholder: 'note',
}

const knowledge: Readonly<Record<Tier, string>> = {
  proven: 'its checksum or structure is valid',
  strong: 'only this provider uses this format',
  likely: 'judged by its context',
  placeholder: 'it reads like an example, or fails its own checksum',
}

/** What people may see of a secret: enough to recognise it, nothing to use. */
export function redact(secret: string): string {
  const telling = secret.length >= 16 && !secret.includes('\n')
  const shown = telling ? secret.slice(0, 4).replace(/[^A-Za-z0-9_.:$-]/g, '*') : ''
  return `${shown}… (${secret.length} characters)`
}

/** `Slack token`, `Google Cloud api key`, `Credential assignment`: the rule's words after the provider's name, once. */
function nameOf(provider: string, ruleId: string): string {
  const words = ruleId.split('-')
  if (provider === 'generic') {
    const text = words.join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  }
  const repeated = words[0] === provider.toLowerCase().split(/[^a-z0-9]/)[0]
  return [provider, ...(repeated ? words.slice(1) : words)].join(' ')
}

/**
 * A match without its secret. The identity of a random token does not depend on its place, so that a moved one is the same;
 * that of a guessable password is bound to its path and slow to compute, because a list of fingerprints may be public.
 * A `member` of an archive has no line that anybody could open.
 */
export function toDetection(match: SecretMatch, path: string, member?: string): Detection {
  const { ruleId, provider, tier, secret, line, column } = match
  const random = tier === 'proven' || tier === 'strong'
  const identity = random
    ? fingerprint('secret', ruleId, secret)
    : fingerprint(
        'secret',
        ruleId,
        path,
        scryptSync(secret, `operator ${ruleId} ${path}`, 16, { N: 1024 }).toString('hex'),
      )
  return {
    ruleId,
    level: match.ignored && !random ? 'note' : levels[tier],
    message: `${nameOf(provider, ruleId)} ${redact(secret)}${member === undefined ? '' : ` in its ${shorten(member, 200)}`}: ${knowledge[tier]}.`,
    location: member === undefined ? { path, line, column } : { path },
    remedy:
      tier === 'placeholder'
        ? 'Nothing to do unless it is real.'
        : `Rotate it first (${match.rotate}), then remove it from ${path}: whoever can read the repository has it.`,
    fingerprint: identity,
    proof: tier === 'proven' ? 'proven' : 'static',
  }
}
