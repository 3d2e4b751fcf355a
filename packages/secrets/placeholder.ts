const words =
  /example|sample|dummy|placeholder|changeme|change_me|change-me|your[-_ ]?|my[-_]?(?:secret|token|key|password)|insert|replace|redacted|censored|fake|foobar|foo[-_]bar|lorem|todo|xxxx|\*\*\*|\.\.\.|not[-_]?a[-_]?(?:real|secret)|secret[-_]?here|token[-_]?here|key[-_]?here|deadbeef|a-z0-9|a-z\\d|0-9a-f|a-f0-9|abcdefghij|1234567890|0123456789|qwerty/i

/** Text that stands for a value instead of being one: documentation, templates, references to variables. */
export function isPlaceholder(value: string): boolean {
  return (
    words.test(value) ||
    isReference(value) ||
    /(.)\1{7}/.test(value) ||
    (value.length >= 12 && new Set(value).size <= Math.min(5, value.length / 4)) ||
    isSequence(value)
  )
}

/** `${X}`, `{{ x }}`, `$X`, `%X%`, `<x>`, `process.env.X`, `os.environ[…]`, `vault:…`: a name, not a value. */
export function isReference(value: string): boolean {
  return (
    /^\$(?![0-9a-z]{1,6}\$)\{?[A-Za-z_(]|\{\{|^%[A-Za-z_]+%$|^<[^>]*>?$|^\[[^\]]*\]$|\$\(|\$\{/.test(value) ||
    /^(?:process\.env|os\.(?:environ|getenv)|import\.meta|System\.getenv|ENV\[|env\(|getenv\(|config\.|secrets\.|vars\.|vault:|op:\/\/|arn:|ssm:|sops:|enc\[|encrypted:|!vault)/i.test(
      value,
    )
  )
}

/** Runs such as `abcdefgh`, `12345678` or `zyxwvuts` that make up most of the value. */
function isSequence(value: string): boolean {
  let longest = 1
  for (const step of [1, -1]) {
    let run = 1
    for (let index = 1; index < value.length; index += 1) {
      run = value.charCodeAt(index) - value.charCodeAt(index - 1) === step ? run + 1 : 1
      longest = Math.max(longest, run)
    }
  }
  return longest >= 8 || longest > value.length / 2
}

/** Values that stand in every tutorial: no credential of anybody. */
export function isExampleValue(value: string): boolean {
  return /^(?:pass(?:word|wd)?\d{0,3}|secret\d{0,3}|token\d{0,3}|admin\d{0,3}|root\d{0,3}|test(?:ing)?\d{0,3}|user(?:name)?\d{0,3}|guest|default|none|null|nil|true|false|undefined|string|required|optional|enabled|disabled|empty|unset|auto|bearer|basic|oauth2?|apikey|inherit|always|never|localhost|development|production|staging)$/i.test(
    value,
  )
}
