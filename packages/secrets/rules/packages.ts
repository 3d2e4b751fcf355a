import { base62Crc32 } from '../checksum.ts'
import { prefixed } from '../prefixed.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

/** Base64 of the start of every PyPI macaroon: version 2, location of the index. */
const pypiMacaroon = 'AgEIcHlwaS5vcmc'

export const packageRegistryRules: readonly SecretRule[] = [
  prefixed({
    id: 'npm-access-token',
    provider: 'npm',
    prefix: 'npm_',
    alphabet: 'base62',
    length: 36,
    checksum: (token) => base62Crc32(token.slice(4, -6), 6) === token.slice(-6),
    rotate: 'https://docs.npmjs.com/revoking-access-tokens',
    source: 'https://github.blog/2021-09-23-announcing-npms-new-access-token-format/',
    sample: (random) => {
      const body = random.string(alphabets.base62, 30)
      return `npm_${body}${base62Crc32(body, 6)}`
    },
  }),
  prefixed({
    id: 'pypi-api-token',
    provider: 'PyPI',
    prefix: `pypi-${pypiMacaroon}`,
    alphabet: 'base64url',
    length: [50, 1_000],
    rotate: 'the account settings of the Python package index',
    source:
      'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns',
  }),
  prefixed({
    id: 'rubygems-api-key',
    provider: 'RubyGems',
    prefix: 'rubygems_',
    alphabet: 'hex',
    length: 48,
    rotate: 'https://guides.rubygems.org/api-key-scopes/',
    source: 'https://guides.rubygems.org/api-key-scopes/',
  }),
  prefixed({
    id: 'rust-registry-token',
    provider: "Rust's package registry",
    prefix: 'cio',
    alphabet: 'base62',
    length: 32,
    tier: 'likely',
    rotate: "the account settings of Rust's package registry",
    source:
      'https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns',
  }),
  prefixed({
    id: 'nuget-api-key',
    provider: 'NuGet',
    prefix: 'oy2',
    alphabet: 'lower',
    length: 43,
    rotate: 'https://learn.microsoft.com/nuget/nuget-org/publish-a-package',
    source: 'https://learn.microsoft.com/nuget/nuget-org/publish-a-package',
  }),
  prefixed({
    id: 'docker-hub-token',
    provider: 'Docker Hub',
    prefix: ['dckr_pat_', 'dckr_oat_'],
    alphabet: 'base64url',
    length: [27, 32],
    rotate: 'https://app.docker.com/settings/personal-access-tokens',
    source: 'https://docs.docker.com/security/access-tokens/',
  }),
  prefixed({
    id: 'clojars-deploy-token',
    provider: 'Clojars',
    prefix: 'CLOJARS_',
    alphabet: 'hex',
    length: 60,
    rotate: 'https://clojars.org/tokens',
    source: 'https://github.com/clojars/clojars-web/wiki/Deploy-Tokens',
  }),
  prefixed({
    id: 'artifactory-api-key',
    provider: 'JFrog Artifactory',
    prefix: 'AKCp',
    alphabet: 'base62',
    length: 69,
    rotate: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
    source: 'https://jfrog.com/help/r/jfrog-platform-administration-documentation/api-key',
  }),
]
