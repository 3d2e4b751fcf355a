import { type Detection, fingerprint, lineCounter } from '@operator/report'
import type { EnvironmentPolicy } from './policy.ts'

/** Prefixes whose variables a bundler writes into what every visitor downloads. */
const clientVariable =
  /(?<![A-Za-z0-9_])(?:NEXT_PUBLIC_|VITE_|REACT_APP_|VUE_APP_|EXPO_PUBLIC_|NUXT_PUBLIC_|GATSBY_|STORYBOOK_|REDWOOD_ENV_)[A-Z0-9_]{2,80}/g
/** SvelteKit's and Astro's prefix is an ordinary word elsewhere: `PUBLIC_REPO_TOKEN`. */
const barePrefix = /(?<=import\.meta\.env\.|\benv\.|\{\s{0,3}|^|,\s{0,3})PUBLIC_[A-Z0-9_]{2,80}/gm
const barePrefixFile = /\.(?:svelte|astro)$|(?:^|\/)\.env[\w.-]*$/

const secretWord =
  /SECRET|PRIVATE|PASSWORD|PASSWD|SERVICE_ROLE|(?:^|_)SK(?:_|$)|DATABASE_URL|CREDENTIAL|TOKEN|API_KEY|ACCESS_KEY/
/** Keys that their providers publish on purpose. */
const publishable =
  /ANON_KEY|PUBLISHABLE|PUBLIC_KEY|SITE_KEY|SITEKEY|MAPBOX|MAPS?_|SENTRY_DSN|POSTHOG|FIREBASE|ALGOLIA_SEARCH|RECAPTCHA|TURNSTILE|STRIPE_PK|ANALYTICS|CLIENT_ID|MEASUREMENT_ID|WALLETCONNECT|CSRF_TOKEN_NAME|TOKEN_(?:NAME|ADDRESS|URL|SYMBOL|LIST|DECIMALS)/
/** Switches, whatever they switch: `NEXT_PUBLIC_DISABLE_PASSWORD_SIGNUP`. */
const booleanSwitch =
  /_(?:ENABLE|DISABLE|ALLOW|SHOW|HIDE|REQUIRE|FEATURE_FLAG)_|_(?:ENABLED|DISABLED|ALLOWED|REQUIRED)$/

const wholeEnvironment =
  /(?:['"]process\.env['"]\s{0,5}:\s{0,5}(?:process\.env\b(?!\s{0,3}[.[])|JSON\.stringify\(\s{0,5}process\.env\s{0,5}\))|JSON\.stringify\(\s{0,5}process\.env\s{0,5}\))/g

const sourceFile =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|ya?ml|toml|json)$|(?:^|\/)\.env[\w.-]*$|(?:^|\/)Dockerfile/
/** What tests and documents name is built into nothing. */
const notShipped =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|__mocks__|e2e|docs?|examples?)\/|\.(?:test|spec|stories)\.\w+$/

/** Variables that reach the browser although their name says secret, and whole environments shipped to it. */
export function findExposures(path: string, text: string, policy: EnvironmentPolicy): Detection[] {
  if (!sourceFile.test(path) || notShipped.test(path) || text.length > 2_000_000) return []
  return [...findClientSecrets(path, text, policy), ...findWholeEnvironments(path, text)]
}

function findClientSecrets(path: string, text: string, policy: EnvironmentPolicy): Detection[] {
  const lineOf = lineCounter(text)
  const patterns = barePrefixFile.test(path) ? [clientVariable, barePrefix] : [clientVariable]
  const first = new Map<string, number>()
  for (const match of patterns.flatMap((pattern) => [...text.matchAll(pattern)])) {
    const [name] = match
    const secret =
      secretWord.test(name) &&
      !publishable.test(name) &&
      !booleanSwitch.test(name) &&
      !policy.public.includes(name)
    if (secret && !first.has(name)) first.set(name, match.index)
  }
  return [...first].map(([name, offset]) => ({
    ruleId: 'client-visible-secret',
    level: 'error',
    message: `${name} is compiled into what browsers download, and its name says that it is secret.`,
    location: { path, line: lineOf(offset) },
    remedy: `Rename it without the client prefix and use it on the server only, or list it under security.environment.public.`,
    fingerprint: fingerprint('client-visible-secret', path, name),
    proof: 'static',
  }))
}

function findWholeEnvironments(path: string, text: string): Detection[] {
  const lineOf = lineCounter(text)
  return [...text.matchAll(wholeEnvironment)].map((match) => ({
    ruleId: 'whole-environment-shipped',
    level: 'error',
    message: 'The whole environment, with every secret in it, is written into a bundle, a response or a log.',
    location: { path, line: lineOf(match.index) },
    remedy: 'Name the variables that are needed, one by one.',
    fingerprint: fingerprint('whole-environment-shipped', path, match[0].replace(/\s+/g, '')),
    proof: 'static',
  }))
}
