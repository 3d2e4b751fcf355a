export type Environment = Readonly<Record<string, string | undefined>>

/** What programs need to find themselves, the user's home and the machine's language. Nothing here carries a right. */
const passed = [
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'LC_ALL',
  'LC_CTYPE',
  'TZ',
  'TERM',
  'TMPDIR',
  'CI',
  'GITHUB_ACTIONS',
  'GITHUB_WORKSPACE',
  'RUNNER_OS',
  'RUNNER_ARCH',
  // The runner ends what a job left behind by this mark.
  'RUNNER_TRACKING_ID',
  'JAVA_HOME',
  'GOROOT',
  'GOPATH',
  'CARGO_HOME',
  'RUSTUP_HOME',
  'VIRTUAL_ENV',
  // Windows
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'ProgramData',
  'ProgramFiles',
  'ProgramFiles(x86)',
]

/** Never passed, whoever asks: rights on GitHub, the runner's files, and what makes a program load other code. */
const forbidden =
  /^(ACTIONS_.*|INPUT_.*|STATE_.*|GITHUB_(TOKEN|ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|EVENT_PATH)|GH_.*TOKEN|GITHUB_.*TOKEN|RUNNER_TEMP|NODE_OPTIONS|LD_PRELOAD|LD_AUDIT|DYLD_.*|BASH_ENV|ENV|GIT_ASKPASS|SSH_AUTH_SOCK)$/i

/** Names that a policy asks for and that are refused, in the order given. */
export function refusedNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => forbidden.test(name))
}

/**
 * The environment of a command: the machine's plain variables, and those of `names` that exist and are not refused.
 * Everything else stays here, above all tokens and the files by which a step speaks to the runner.
 */
export function scrubEnvironment(
  environment: Environment,
  names: readonly string[] = [],
): Record<string, string> {
  const wanted = new Set([...passed, ...names].filter((name) => !forbidden.test(name)))
  const scrubbed: Record<string, string> = {}
  for (const name of wanted) {
    const value = environment[name]
    if (value !== undefined) scrubbed[name] = value
  }
  return scrubbed
}
