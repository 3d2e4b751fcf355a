import { prefixedTable } from '../prefixed-table.ts'
import { alphabets } from '../random.ts'
import type { SecretRule } from '../rule.ts'
import { strongUnlessPlaceholder } from '../tier.ts'

/** Senders of e-mail. */
export const emailRules: readonly SecretRule[] = [
  {
    id: 'sendgrid-api-key',
    provider: 'SendGrid',
    keywords: ['sg.'],
    pattern: /(?<![A-Za-z0-9_-])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g,
    reach: { before: 1, after: 70 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://app.sendgrid.com/settings/api_keys',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    sample: (random) =>
      `SG.${random.string(alphabets.base64url, 22)}.${random.string(alphabets.base64url, 42)}x`,
  },
  {
    id: 'mailgun-api-key',
    provider: 'Mailgun',
    keywords: ['key-'],
    pattern: /(?<![A-Za-z0-9_-])key-[0-9a-f]{32}(?![A-Za-z0-9_-])/g,
    reach: { before: 1, after: 36 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://app.mailgun.com/settings/api_security',
    source: 'https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-keys',
    sample: (random) => `key-${random.string(alphabets.hex, 32)}`,
  },
  {
    id: 'mailchimp-api-key',
    provider: 'Mailchimp',
    keywords: ['-us'],
    pattern: /(?<![0-9a-zA-Z])[0-9a-f]{32}-us\d{1,2}(?!\w)/g,
    reach: { before: 34, after: 4 },
    judge: strongUnlessPlaceholder,
    rotate: 'https://mailchimp.com/help/about-api-keys/',
    source: 'https://mailchimp.com/help/about-api-keys/',
    sample: (random) => `${random.string(alphabets.hex, 32)}-us12`,
  },
  ...prefixedTable([
    [
      'sendinblue-api-key',
      'Brevo',
      ['xkeysib-', 'xsmtpsib-'],
      'base64url',
      [80, 85],
      'https://app.brevo.com/settings/keys/api',
    ],
    ['mailersend-token', 'MailerSend', 'mlsn.', 'hex', 64, 'https://app.mailersend.com/api-tokens'],
    ['resend-api-key', 'Resend', 're_', 'base64url', [32, 33], 'https://resend.com/api-keys'],
  ]),
]
