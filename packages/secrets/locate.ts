import type { Found, SecretMatch } from './match.ts'
import type { Tier } from './rule.ts'

const ignoreComment =
  /(?:gitleaks|betterleaks|kingfisher):\s?(?:allow|ignore)|trufflehog:\s?ignore|pragma:\s?(?:allowlist|whitelist)\s(?:nextline\s)?secret|secretlint-disable/

/** A guess means nothing in a test or document; a key pair there was made for it as a rule, which is worth a look, not a stop. */
function tierInExample(ruleId: string, tier: Tier): Tier {
  if (tier === 'likely') return 'placeholder'
  return tier !== 'placeholder' && keyRuleIds.has(ruleId) ? 'likely' : tier
}

const keyRuleIds = new Set(['private-key', 'putty-private-key'])

/** Gives matches their lines, and what their place says of them. */
export function locate(bytes: Buffer, found: readonly Found[], inExample: boolean): SecretMatch[] {
  let line = 1
  let lineStart = 0
  let position = 0
  return found.map(({ rule, tier, secret, offset }) => {
    for (
      let next = bytes.indexOf(10, position);
      next >= 0 && next < offset;
      next = bytes.indexOf(10, position)
    ) {
      line += 1
      position = next + 1
      lineStart = position
    }
    const lineEnd = bytes.indexOf(10, offset)
    const text = bytes.toString(
      'latin1',
      Math.max(lineStart, offset - 2_000),
      Math.min(lineEnd < 0 ? bytes.length : lineEnd, offset + 2_000),
    )
    return {
      ruleId: rule.id,
      provider: rule.provider,
      tier: inExample ? tierInExample(rule.id, tier) : tier,
      secret,
      line,
      column: offset - lineStart + 1,
      rotate: rule.rotate,
      ignored: ignoreComment.test(text),
    }
  })
}
