import { type Detection, fingerprint } from '@operator/report'
import type { EnvironmentPolicy } from './policy.ts'
import { lineAt } from './reads.ts'

/** Prefixes whose variables a bundler writes into what every visitor downloads. */
const clientPrefix =
  '(?:NEXT_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|PUBLIC_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|STORYBOOK_|REDWOOD_ENV_)'

const secretWord =
  /SECRET|PRIVATE|PASSWORD|PASSWD|SERVICE_ROLE|(?:^|_)SK(?:_|$)|DATABASE_URL|CREDENTIAL|TOKEN|API_KEY|ACCESS_KEY/
/** Keys that their providers publish on purpose. */
const publishable =
  /ANON_KEY|PUBLISHABLE|PUBLIC_KEY|SITE_KEY|SITEKEY|MAPBOX|MAPS?_|SENTRY_DSN|POSTHOG|FIREBASE|ALGOLIA_SEARCH|RECAPTCHA|TURNSTILE|STRIPE_PK|ANALYTICS|CLIENT_ID|MEASUREMENT_ID|WALLETCONNECT|CSRF_TOKEN_NAME|TOKEN_(?:NAME|ADDRESS|URL|SYMBOL|LIST|DECIMALS)/

const sourceFile =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|ya?ml|toml|json)$|(?:^|\/)\.env[\w.-]*$|(?:^|\/)Dockerfile/

/** Variables that reach the browser although their name says secret, and whole environments shipped to it. */
export function findExposures(path: string, text: string, policy: EnvironmentPolicy): Detection[] {
  if (!sourceFile.test(path) || text.length > 2_000_000) return []
  const detections: Detection[] = []
  const seen = new Set<string>()
  for (const match of text.matchAll(new RegExp(`(?<![A-Za-z0-9_])${clientPrefix}[A-Z0-9_]{2,80}`, 'g'))) {
    const [name] = match
    if (seen.has(name) || !secretWord.test(name) || publishable.test(name) || policy.public.includes(name))
      continue
    seen.add(name)
    detections.push({
      ruleId: 'client-visible-secret',
      level: 'error',
      message: `${name} is compiled into what browsers download, and its name says that it is secret.`,
      location: { path, line: lineAt(text, match.index) },
      remedy: `Rename it without the client prefix and use it on the server only, or list it under security.environment.public.`,
      fingerprint: fingerprint('client-visible-secret', path, name),
      proof: 'static',
    })
  }
  for (const match of text.matchAll(
    /(?:['"]process\.env['"]\s{0,5}:\s{0,5}(?:process\.env\b(?!\s{0,3}[.[])|JSON\.stringify\(\s{0,5}process\.env\s{0,5}\))|JSON\.stringify\(\s{0,5}process\.env\s{0,5}\))/g,
  )) {
    detections.push({
      ruleId: 'whole-environment-shipped',
      level: 'error',
      message: 'The whole environment, with every secret in it, is written into a bundle or a response.',
      location: { path, line: lineAt(text, match.index) },
      remedy: 'Name the variables that the client needs, one by one.',
      fingerprint: fingerprint('whole-environment-shipped', path, match[0].replace(/\s+/g, '')),
      proof: 'static',
    })
  }
  return detections
}
