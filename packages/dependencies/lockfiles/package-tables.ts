import type { Ecosystem, LockedPackage, LockfileContent, LockfileProblem } from '../package.ts'

/**
 * `Cargo.lock`, `poetry.lock`, `uv.lock` and `pdm.lock` are TOML of one plain shape: `[[package]]` tables with
 * `name`, `version` and `source` on lines of their own. Reading just that keeps line numbers and needs no TOML parser.
 */
export function parsePackageTables(text: string, ecosystem: Ecosystem): LockfileContent {
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let table: { name?: string; version?: string; source?: string; line: number } | undefined
  const close = () => {
    if (table?.name === undefined) return
    const { name, version, source, line } = table
    if (
      source !== undefined &&
      /git|path|directory|editable|virtual|url/.test(source) &&
      !/registry/.test(source)
    ) {
      if (!/editable|virtual|directory|path/.test(source))
        problems.push({ line, message: `${name} comes from ${source}` })
    } else if (version === undefined) problems.push({ line, message: `${name} has no version` })
    // A Rust package without a source is a member of the workspace itself.
    else if (ecosystem !== 'crates.io' || source !== undefined) {
      packages.push({
        ecosystem,
        name: normalise(name, ecosystem),
        version,
        line,
        scope: 'unknown',
        path: [],
      })
    }
  }
  text.split('\n').forEach((line, index) => {
    if (/^\[\[package\]\]\s*$/.test(line)) {
      close()
      table = { line: index + 1 }
    } else if (/^\[(?!package\.source\])/.test(line)) {
      close()
      table = undefined
    } else if (table !== undefined) {
      const [, key, value] = /^(name|version|source|type|url)\s*=\s*(.+?)\s*$/.exec(line) ?? []
      const plain = value?.replace(/^"|"$/g, '')
      if (plain === undefined) return
      if (key === 'name') table.name = plain
      else if (key === 'version') table.version = plain
      else if (key === 'source' || key === 'type') table.source = plain
    }
  })
  close()
  return { packages, problems }
}

/** PEP 503: PyPI treats runs of `-`, `_` and `.` and case alike. */
export function normalise(name: string, ecosystem: Ecosystem): string {
  return ecosystem === 'PyPI' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name
}
