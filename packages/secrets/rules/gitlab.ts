import { base36Crc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

const rotate = 'https://gitlab.com/-/user_settings/personal_access_tokens'
const source = 'https://docs.gitlab.com/security/tokens/#token-prefixes'

function plain(id: string, prefix: string, length: number | readonly [number, number]): SecretRule {
  return prefixed({ id, provider: 'GitLab', prefix, alphabet: 'base64url', length, rotate, source })
}

/** `<payload>.<version and length><CRC-32 of all before, base 36, 7 digits>`: the routable format. */
function hasChecksum(token: string): boolean {
  return base36Crc32(token.slice(0, -7), 7) === token.slice(-7)
}

export const gitlabRules: readonly SecretRule[] = [
  plain('gitlab-personal-access-token', 'glpat-', 20),
  prefixed({
    id: 'gitlab-routable-token',
    provider: 'GitLab',
    prefix: ['glpat-', 'glrt-', 'gldt-'],
    alphabet: 'base64url',
    length: 300,
    body: '[A-Za-z0-9_-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}',
    checksum: hasChecksum,
    rotate,
    source:
      'https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/',
    sample: (random) => {
      const start = `glpat-${random.string(alphabets.base64url, 27)}.${random.string(alphabets.lower, 2)}`
      return `${start}${base36Crc32(start, 7)}`
    },
  }),
  plain('gitlab-deploy-token', 'gldt-', 20),
  plain('gitlab-runner-token', 'glrt-', 20),
  plain('gitlab-pipeline-trigger-token', 'glptt-', 40),
  plain('gitlab-feed-token', 'glft-', 20),
  plain('gitlab-incoming-mail-token', 'glimt-', 25),
  plain('gitlab-agent-token', 'glagent-', 50),
  plain('gitlab-scim-token', 'glsoat-', 20),
  plain('gitlab-oauth-secret', 'gloas-', 64),
]
