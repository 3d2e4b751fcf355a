interface Bound {
  readonly file: string
  readonly pattern: string
  /** Why it never reads a long text, or each character at most a fixed number of times. */
  readonly bound: string
}

const path = 'a path, which git keeps to 4,096 bytes'
const line = 'a line, cut at 2,000 characters'

/** Patterns that would be slow on a long text and never see one. */
export const bounds: readonly Bound[] = [
  {
    file: 'packages/environment/documented.ts',
    pattern: String.raw`(?:^|\/)[\w.-]*(?:env|config|values)[\w-]*\.schema\.json$`,
    bound: path,
  },
  {
    file: 'packages/environment/reads.ts',
    pattern: String.raw`(?:^|\/)(?:k8s|kubernetes|kube|helm|charts?|manifests?|deploy\w*|overlays)\/.*\.ya?ml$`,
    bound: path,
  },
  {
    file: 'packages/migrations/code-migrations.ts',
    pattern: String.raw`(^|\/)migrations?\/(?:[^/]+\/)?[vV]?\d{8,}[^/]*\.(js|cjs|mjs|ts|py|rb|go|kt|java|rs)$`,
    bound: path,
  },
  {
    file: 'packages/migrations/code-migrations.ts',
    pattern: String.raw`(^|\/)migrations?\/\d{8,}[^/]*\/migration\.(js|cjs|mjs|ts)$`,
    bound: path,
  },
  {
    file: 'packages/migrations/tools/flyway.ts',
    pattern: String.raw`^([VUR])([\d._]*)__(.+)\.sql$`,
    bound: path,
  },
  {
    file: 'packages/precheck/rollback/collect.ts',
    pattern: String.raw`(?:^|\/)(?:rollback|roll-back|runbook)[^/]*\.(?:md|adoc|rst|txt)$|(?:^|\/)(?:runbooks?|playbooks?|docs|ops)\/(?:.*\/)?[^/]*(?:rollback|roll-back)[^/]*\.(?:md|adoc|rst|txt)$`,
    bound: path,
  },
  {
    file: 'packages/precheck/size/written-by-hand.ts',
    pattern: String.raw`\.pb\.(?:go|cc|h)$|_pb2(?:_grpc)?\.pyi?$|_grpc\.pb\.go$|\.(?:g|freezed|generated|gen)\.\w+$|_generated\.\w+$|zz_generated[^/]*\.go$`,
    bound: path,
  },
  {
    file: 'packages/precheck/markdown/sections.ts',
    pattern: String.raw`^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(${'`'}{3,}|~{3,})\s*([\w+-]*)[^${'`'}]*$`,
    bound: line,
  },
  {
    file: 'packages/precheck/markdown/sections.ts',
    pattern: String.raw`^ {0,3}(#{1,6})(?:[ \t]+(.*))?$`,
    bound: line,
  },
  {
    file: 'packages/precheck/markdown/sections.ts',
    pattern: String.raw`^\s*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[([ xX])\][ \t]+)?(.*)$`,
    bound: line,
  },
  {
    file: 'packages/precheck/changelog/changesets.ts',
    pattern: String.raw`^---[ \t]*\r?\n([\s\S]{0,20000}?)^---[ \t]*(?:\r?\n([\s\S]*))?$`,
    bound: 'what follows the second fence always matches to the end; what precedes it is counted',
  },
  {
    file: 'packages/dependencies/lockfiles/bun.ts',
    pattern: String.raw`(?:@[^/]+\/)?[^/]+`,
    bound: 'what the scope reads in vain the name takes: each character is read twice',
  },
  {
    file: 'packages/migrations/may-write.ts',
    pattern: String.raw`\/\*[\s\S]*?\*\/`,
    bound: 'the text ends with the last end of a comment, so that every start finds one',
  },
  {
    file: 'packages/rehearsal/observe.ts',
    pattern: `^building index ".+" on table "(.+)" (?:serially|with request)`,
    bound: 'a message of the server with two names, which PostgreSQL keeps to 63 bytes',
  },
  {
    file: 'packages/watch/numbers.ts',
    pattern: String.raw`\B(?=(\d{3})+$)`,
    bound: 'the digits of a number',
  },
]
