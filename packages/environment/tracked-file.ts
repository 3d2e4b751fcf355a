import { counted, type Detection, fingerprint, lineCounter } from '@operator/report'

/** `.env`, `.env.production`, … without those that exist to be tracked. */
const environmentFile = /(?:^|\/)\.env(?:\.[\w.-]+)?$/i
const trackedOnPurpose = /(?:^|[.\-_])(?:example|sample|template|dist|defaults?|schema|vault|ci)(?:$|[.\-_])/i
/** What tests set is made for them, in a file that frameworks tell people to track. */
const forTests = /\.env\.(?:test|testing|e2e)$|(?:^|\/)(?:tests?|fixtures?|examples?|e2e)\//i

/** A value, not a reference, not a ciphertext of dotenvx or SOPS. */
const assigned =
  /^[ \t]*(?:export[ \t]+)?(?<key>[A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?<value>(?!["']?(?:encrypted:|ENC\[|\$\{|$))\S.*)$/gm
const secretKey =
  /SECRET|PASSWORD|PASSWD|TOKEN|PRIVATE|CREDENTIAL|(?:API|ACCESS|AUTH|APP)_?KEY|DATABASE_URL|DSN/i
const placeholder =
  /change[-_ ]?(?:me|this)|your[-_ ]|example|placeholder|dummy|replace|todo|xxxx|^["']?<.*>["']?$|^["']{0,2}$/i

/** An `.env` file with values that git tracks, and each secret in it: whoever clones the repository has them. */
export function findTrackedEnvironment(path: string, text: string): Detection[] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!environmentFile.test(path) || trackedOnPurpose.test(name.replace(/^\.env/i, ''))) return []
  const lineOf = lineCounter(text)
  const values = [...text.slice(0, 1_000_000).matchAll(assigned)].flatMap((match) => {
    const { key = '', value = '' } = match.groups ?? {}
    const trimmed = value.trim().replace(/(?<!\s)\s+#[\s\S]*/, '')
    return /^["']{2}$/.test(trimmed) ? [] : [{ key, value: trimmed, line: lineOf(match.index) }]
  })
  if (values.length === 0) return []
  const remedy = 'Remove it from git, add it to .gitignore, and keep an example file without values.'
  const file: Detection = {
    ruleId: 'tracked-env-file',
    level: 'warning',
    message: `git tracks this file with ${counted(values.length, 'value')}.`,
    location: { path, line: 1 },
    remedy,
    fingerprint: fingerprint('tracked-env-file', path),
    proof: 'static',
  }
  const secrets = values
    .filter(({ key, value }) => secretKey.test(key) && !placeholder.test(value))
    .map(
      ({ key, line }): Detection => ({
        ruleId: 'tracked-env-secret',
        level: forTests.test(path) ? 'warning' : 'error',
        message: `${key} has its value in a file that git tracks.`,
        location: { path, line },
        remedy: `Change the value of ${key} first, then take the file out of git.`,
        fingerprint: fingerprint('tracked-env-secret', path, key),
        proof: 'static',
      }),
    )
  return [file, ...secrets]
}
