import { isPlaceholder } from '../placeholder.ts'
import { prefixed } from '../prefixed.ts'
import { prefixedTable, scanningPatterns } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'

/** Base64 of "OpenAI", which stands in the middle of OpenAI's keys. */
const openAiMarker = ['T3Blb', 'kFJ'].join('')

export const modelProviderRules: readonly SecretRule[] = [
  {
    id: 'openai-api-key',
    provider: 'OpenAI',
    keywords: [openAiMarker.toLowerCase()],
    pattern: new RegExp(
      `(?<![A-Za-z0-9_-])sk-(?:(?:proj|svcacct|admin|None)-)?[A-Za-z0-9_-]{20,110}${openAiMarker}[A-Za-z0-9_-]{20,110}(?![A-Za-z0-9_-])`,
      'g',
    ),
    reach: { before: 130, after: 112 },
    judge: (secret) => (isPlaceholder(secret) ? 'placeholder' : 'strong'),
    rotate: 'https://platform.openai.com/api-keys',
    source: 'https://platform.openai.com/docs/api-reference/authentication',
    sample: (random) =>
      `sk-proj-${random.string(alphabets.base64url, 74)}${openAiMarker}${random.string(alphabets.base64url, 73)}x`,
  },
  prefixed({
    id: 'anthropic-api-key',
    provider: 'Anthropic',
    prefix: ['sk-ant-api03-', 'sk-ant-admin01-', 'sk-ant-oat01-', 'sk-ant-sid01-'],
    alphabet: 'base64url',
    length: 95,
    body: '[A-Za-z0-9_-]{93}AA',
    rotate: 'https://console.anthropic.com/settings/keys',
    source: 'https://docs.anthropic.com/en/api/admin-api/apikeys',
    sample: (random) => `sk-ant-api03-${random.string(alphabets.base64url, 93)}AA`,
  }),
  ...prefixedTable([
    [
      'huggingface-token',
      'Hugging Face',
      ['hf_', 'api_org_'],
      'base62',
      34,
      'https://huggingface.co/settings/tokens',
    ],
    ['groq-api-key', 'Groq', 'gsk_', 'base62', 52, 'https://console.groq.com/keys'],
    ['xai-api-key', 'xAI', 'xai-', 'base62', 80, 'https://console.x.ai'],
    ['perplexity-api-key', 'Perplexity', 'pplx-', 'base62', 48, 'https://www.perplexity.ai/settings/api'],
    ['openrouter-api-key', 'OpenRouter', 'sk-or-v1-', 'hex', 64, 'https://openrouter.ai/keys'],
    ['replicate-api-token', 'Replicate', 'r8_', 'base62', 37, 'https://replicate.com/account/api-tokens'],
    ['tavily-api-key', 'Tavily', 'tvly-', 'base62', [32, 40], 'https://app.tavily.com'],
  ]),
  prefixed({
    id: 'langsmith-api-key',
    provider: 'LangSmith',
    prefix: ['lsv2_pt_', 'lsv2_sk_'],
    alphabet: 'hex',
    length: 32,
    body: '[0-9a-f]{32}_[0-9a-f]{10}',
    rotate: 'https://smith.langchain.com/settings',
    source: scanningPatterns,
    sample: (random) => `lsv2_pt_${random.string(alphabets.hex, 32)}_${random.string(alphabets.hex, 10)}`,
  }),
]
