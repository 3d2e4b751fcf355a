import { prefixedTable } from '../prefixed-table.ts'
import type { SecretRule } from '../rule.ts'

/** Payment and commerce. */
export const paymentRules: readonly SecretRule[] = [
  ...prefixedTable([
    [
      'stripe-secret-key',
      'Stripe',
      ['sk_live_', 'rk_live_', 'sk_org_live_'],
      'base62',
      [24, 247],
      'https://dashboard.stripe.com/apikeys',
    ],
    [
      'stripe-webhook-secret',
      'Stripe',
      'whsec_',
      'base64',
      [32, 64],
      'https://dashboard.stripe.com/webhooks',
    ],
    [
      'square-access-token',
      'Square',
      ['sq0atp-', 'EAAAE', 'EAAAl'],
      'base64url',
      [22, 60],
      'https://developer.squareup.com/apps',
    ],
    ['square-oauth-secret', 'Square', 'sq0csp-', 'base64url', 43, 'https://developer.squareup.com/apps'],
    [
      'shopify-access-token',
      'Shopify',
      ['shpat_', 'shpca_', 'shppa_', 'shpss_'],
      'hex',
      32,
      'https://shopify.dev/docs/apps/build/authentication-authorization/client-secrets/rotate-revoke-client-credentials',
    ],
    [
      'flutterwave-secret-key',
      'Flutterwave',
      'FLWSECK-',
      'hex',
      32,
      'https://developer.flutterwave.com/docs/authentication',
    ],
    ['razorpay-key', 'Razorpay', 'rzp_live_', 'base62', 14, 'https://dashboard.razorpay.com/app/keys'],
    [
      'easypost-api-key',
      'EasyPost',
      ['EZAK', 'EZTK'],
      'base62',
      54,
      'https://www.easypost.com/account/api-keys',
    ],
    ['duffel-token', 'Duffel', ['duffel_live_', 'duffel_test_'], 'base64url', 43, 'https://app.duffel.com'],
    [
      'onfido-token',
      'Onfido',
      ['api_live.', 'api_live_us.', 'api_live_ca.'],
      'base64url',
      [30, 50],
      'https://documentation.onfido.com',
    ],
  ]),
]
