import picomatch from 'picomatch'

/** Lockfiles, and what tools write: nobody reviews their lines. */
const generated: readonly RegExp[] = [
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|flake\.lock|packages\.lock\.json|mix\.lock|pubspec\.lock|Podfile\.lock|gradle\.lockfile|\.terraform\.lock\.hcl)$/,
  /(?:^|\/)(?:node_modules|vendor|third_party|\.yarn|dist|__generated__|generated|gen)\//,
  /(?:^|\/)__snapshots__\/|\.snap$/,
  /\.min\.(?:js|css|mjs)$|\.(?:js|css)\.map$|\.bundle\.js$/,
  /\.pb\.(?:go|cc|h)$|_pb2(?:_grpc)?\.pyi?$|_grpc\.pb\.go$|\.(?:g|freezed|generated|gen)\.\w+$|_generated\.\w+$|zz_generated[^/]*\.go$/,
]

/** Whether a file's lines were written by a person. `ignored` are the policy's globs. */
export function handWritten(ignored: readonly string[]): (path: string) => boolean {
  const isIgnored = ignored.length === 0 ? () => false : picomatch([...ignored], { dot: true })
  return (path) => !generated.some((pattern) => pattern.test(path)) && !isIgnored(path)
}
