import type { FileKind } from './rule.ts'

/** Files that exist to hold credentials: whatever stands behind a key such as `password` there is meant. */
const credentialFiles =
  /(?:^|\/)(?:\.env(?:\.(?!example|sample|template|dist|defaults|schema)[\w.-]+)?|[\w-]+\.env|[._]netrc|\.pgpass|\.my\.cnf|\.npmrc|\.yarnrc(?:\.yml)?|\.pypirc|\.dockercfg|\.docker\/config\.json|dockerconfigjson|\.git-credentials|\.?htpasswd|\.ftpconfig|\.remote-sync\.json|\.?sftp(?:-config)?\.json|deployment-config\.json|\.s3cfg|\.tugboat|\.?credentials(?:\.(?:json|ya?ml|ini|toml|csv|txt|properties))?|secrets?\.(?:ya?ml|json|toml|ini|properties|env)|(?:recentservers|sitemanager|filezilla|webservers|dbeaver-data-sources)\.xml|data-sources\.json|robomongo\.json|logins\.json|\.e?smtprc|\.msmtprc|\.muttrc|wp-config\.php|configuration\.php|heroku\.json|hub|hosts\.yml|ventrilo_srv\.ini|terraform\.tfvars|[\w-]+\.auto\.tfvars|\.bash_profile|\.bashrc|\.zshrc|\.profile)$/i

const configurationFiles =
  /\.(?:ya?ml|json5?|toml|ini|cfg|conf|config|properties|xml|plist|tfvars|sh|bash|envrc|service)$|(?:^|\/)(?:Dockerfile|config)$/i

/** Locale files translate the words "password" and "token"; they hold no values. */
const translations = /(?:^|\/)(?:locales?|i18n|lang|langs|translations?|messages)\//i

export function fileKind(path: string): FileKind {
  if (credentialFiles.test(path)) return 'credentials'
  return configurationFiles.test(path) ? 'configuration' : 'other'
}

/** Tests, fixtures and documentation: guesses from context are worth little there. */
export function isExampleLocation(path: string): boolean {
  return /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|test-data|mocks?|__mocks__|examples?|samples?|docs?|documentation|e2e|cypress|stories)\/|(?:\.|_)(?:test|spec|stories|mock)\.\w+$|(?:^|\/)(?:test_|e2e)[\w-]*\.\w+$|\.(?:md|mdx|rst|adoc|example|sample|template|dist)$|_test\.(?:go|exs?)$/i.test(
    path,
  )
}

/** Checksums, generated bundles, lockfiles and translations: random by nature, or full of the words, without credentials of their own. */
export function isGenerated(path: string): boolean {
  return (
    translations.test(path) ||
    /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|Cargo\.lock|go\.sum|composer\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|mix\.lock|Podfile\.lock|pubspec\.lock|flake\.lock|gradle\.lockfile)$|\.(?:min\.js|min\.css|map|svg|snap|po|pot|lock)$/i.test(
      path,
    )
  )
}
