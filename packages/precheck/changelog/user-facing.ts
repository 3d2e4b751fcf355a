import picomatch from 'picomatch'

/** Documentation, tests, pipelines, lockfiles, tool configuration: no user notices a change of these. */
const internal: readonly RegExp[] = [
  /(?:^|\/)(?:docs?|documentation|examples?|samples?|benchmarks?|scripts?|tools?|hack)\//i,
  /\.(?:md|mdx|markdown|rst|adoc|txt)$/i,
  /(?:^|\/)(?:LICEN[CS]E|NOTICE|AUTHORS|CONTRIBUTORS|COPYING|CODEOWNERS|OWNERS|MAINTAINERS|CITATION\.cff|Makefile|justfile|Taskfile\.ya?ml)(?:\.(?!(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|cs|php|swift|vue)$)\w+)?$/i,
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|fixtures?|testdata|__snapshots__|__mocks__|mocks?|cypress|playwright)\//i,
  /(?:^|[./_-])(?:test|tests|spec|stories|bench)\.\w+$|_test\.\w+$|(?:^|\/)(?:test_[^/]+|conftest)\.py$|Tests?\.(?:java|kt|cs|swift)$/,
  /^\.(?:github|gitlab|circleci|ci|buildkite|changeset|husky|vscode|idea|devcontainer)\//,
  /(?:^|\/)(?:\.gitlab-ci\.yml|Jenkinsfile|azure-pipelines\.yml|renovate\.json5?|dependabot\.yml)$/,
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|go\.sum|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|flake\.lock|packages\.lock\.json|mix\.lock)$/,
  /(?:^|\/)\.(?:git\w+|editorconfig|dockerignore|npmignore|helmignore|vercelignore|gcloudignore|mailmap|prettier\w*|stylelint\w*|markdownlint\w*|yamllint|hadolint|nvm\w*|browserslistrc|env\.(?:example|sample|template)|eslint\w*|npmrc|node-version|tool-versions|pre-commit-config)(?:\.\w+)*$/,
  /(?:^|\/)(?:tsconfig[\w.-]*|biome|jest\.config|vitest\.config|eslint\.config|prettier\.config|commitlint\.config|knip)(?:\.\w+)+$/,
  /(?:^|\/)(?:newsfragments|changelog\.d|changes\.d)\//,
]

/** The paths whose change a user may notice. `ignored` are the policy's globs. */
export function userFacingPaths(paths: readonly string[], ignored: readonly string[]): string[] {
  const isIgnored = ignored.length === 0 ? () => false : picomatch([...ignored], { dot: true })
  return paths.filter((path) => !internal.some((pattern) => pattern.test(path)) && !isIgnored(path))
}
