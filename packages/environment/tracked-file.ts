import { type Detection, fingerprint } from '@operator/report'

const environmentFile =
  /(?:^|\/)\.env(?:\.(?!example$|sample$|template$|dist$|defaults$|schema$|vault$|ci$)[\w-]+)?$/i

/** A value, not a reference, not a ciphertext of dotenvx or SOPS. */
const assigned =
  /^\s*(?:export\s+)?(?<key>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?<value>(?!["']?(?:encrypted:|ENC\[|\$\{|$))\S.*)$/gm

/** An `.env` file with values that git tracks: whoever clones the repository has it. */
export function findTrackedEnvironment(path: string, text: string): Detection[] {
  if (!environmentFile.test(path)) return []
  const keys = [...text.slice(0, 1_000_000).matchAll(assigned)]
    .filter((match) => !/^["']{2}$/.test(match.groups?.['value']?.trim() ?? ''))
    .map((match) => match.groups?.['key'] ?? '')
  if (keys.length === 0) return []
  const secretLike = keys.filter((key) =>
    /SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE|CREDENTIAL|(?:API|ACCESS|AUTH)_?KEY|DATABASE_URL|DSN/i.test(key),
  )
  return [
    {
      ruleId: 'tracked-env-file',
      level: secretLike.length > 0 ? 'error' : 'warning',
      message: `git tracks this file with ${keys.length} values${secretLike.length > 0 ? `, among them ${secretLike.slice(0, 3).join(', ')}` : ''}.`,
      location: { path, line: 1 },
      remedy:
        'Remove it from git, add it to .gitignore, rotate what it holds, and keep an example file without values.',
      fingerprint: fingerprint('tracked-env-file', path),
      proof: 'static',
    },
  ]
}
