import { isPlaceholder } from '../placeholder.ts'
import { prefixed } from '../prefixed.ts'
import { prefixedTable } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'
import { strongUnlessPlaceholder } from '../tier.ts'

export const messagingRules: readonly SecretRule[] = [
  prefixed({
    id: 'slack-token',
    provider: 'Slack',
    prefix: ['xoxb-', 'xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxe-', 'xoxe.xoxp-'],
    alphabet: 'base64url',
    length: 60,
    body: '(?:\\d{1,2}-)?\\d{8,14}-[A-Za-z0-9-]{12,120}',
    rotate: 'https://api.slack.com/authentication/rotation',
    source: 'https://api.slack.com/concepts/token-types',
    sample: (random) =>
      `xoxb-${random.string('123456789', 12)}-${random.string('123456789', 12)}-${random.string(alphabets.base62, 24)}`,
  }),
  {
    id: 'slack-webhook',
    provider: 'Slack',
    keywords: ['hooks.slack.com/'],
    pattern:
      /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Z0-9]{9,12}\/[A-Z0-9]{9,14}\/[A-Za-z0-9/]{16,60})/g,
    reach: { before: 0, after: 110 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://api.slack.com/apps',
    source: 'https://api.slack.com/messaging/webhooks',
    sample: (random) =>
      `https://hooks.slack.com/services/T${random.string(alphabets.upper, 9)}/B${random.string(alphabets.upper, 9)}/${random.string(alphabets.base62, 24)}`,
  },
  {
    id: 'discord-webhook',
    provider: 'Discord',
    keywords: ['/api/webhooks/'],
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/(?<secret>[A-Za-z0-9_-]{60,72})/g,
    reach: { before: 16, after: 100 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://support.discord.com/hc/articles/228383668',
    source: 'https://discord.com/developers/docs/resources/webhook',
    sample: (random) =>
      `https://discord.com/api/webhooks/${random.string('123456789', 18)}/${random.string(alphabets.base64url, 68)}`,
  },
  {
    id: 'discord-bot-token',
    provider: 'Discord',
    keywords: ['discord', 'bot_token', 'bot-token', 'client.login', 'bot.run'],
    pattern: /(?<![\w-])(?<secret>[MNO][A-Za-z\d_-]{23,27}\.[A-Za-z\d_-]{6}\.[A-Za-z\d_-]{27,38})(?![\w-])/g,
    reach: { before: 5, after: 160 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://discord.com/developers/applications',
    source: 'https://discord.com/developers/docs/reference#authentication',
    sample: (random) =>
      `DISCORD_TOKEN=M${random.string(alphabets.base62, 23)}.${random.string(alphabets.base62, 6)}.${random.string(alphabets.base62, 38)}`,
  },
  {
    id: 'telegram-bot-token',
    provider: 'Telegram',
    keywords: [':aa'],
    pattern: /(?<![\w:/-])(?:bot)?(?<secret>\d{8,10}:AA[A-Za-z0-9_-]{33})(?![\w-])/g,
    reach: { before: 15, after: 36 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://core.telegram.org/bots/features#botfather',
    source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    sample: (random) => `${random.string('123456789', 10)}:AA${random.string(alphabets.base64url, 32)}x`,
  },
  {
    id: 'teams-webhook',
    provider: 'Microsoft Teams',
    keywords: ['.webhook.office.com/webhookb2/'],
    pattern:
      /\.webhook\.office\.com\/webhookb2\/(?<secret>[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/[0-9a-f]{32}\/[0-9a-f-]{36})/gi,
    reach: { before: 0, after: 190 },
    judge: strongUnlessPlaceholder,
    rotate:
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    source:
      'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    sample: (random) => {
      const hex = (length: number) => random.string(alphabets.hex, length)
      const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
      return `https://x.webhook.office.com/webhookb2/${uuid()}@${uuid()}/IncomingWebhook/${hex(32)}/${uuid()}`
    },
  },
  {
    id: 'twilio-api-key',
    provider: 'Twilio',
    keywords: ['sk'],
    pattern: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g,
    reach: { before: 1, after: 34 },
    judge: (secret) => (isPlaceholder(secret.slice(2)) ? 'placeholder' : 'likely'),
    rotate: 'https://console.twilio.com/us1/account/keys-credentials/api-keys',
    source: 'https://www.twilio.com/docs/iam/api-keys',
    sample: (random) => `SK${random.string(alphabets.hex, 32)}`,
  },
  {
    id: 'twilio-auth-token',
    provider: 'Twilio',
    keywords: ['twilio'],
    pattern:
      /twilio[A-Za-z0-9_.\s"'`-]{0,40}?(?:auth_?token|token|secret)["'`]?\s{0,5}[:=]\s{0,5}["'`]?(?<secret>[0-9a-f]{32})(?![0-9a-z])/gi,
    reach: { before: 0, after: 110 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://console.twilio.com',
    source: 'https://www.twilio.com/docs/iam/api-keys',
    sample: (random) => `TWILIO_AUTH_TOKEN=${random.string(alphabets.hex, 32)}`,
  },
  ...prefixedTable([
    ['slack-app-token', 'Slack', 'xapp-1-', 'base64url', [40, 140], 'https://api.slack.com/apps'],
  ]),
]
