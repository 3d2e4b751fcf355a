import type { WorkflowDescription } from '@operator/workflows'

/** Files whose every change may alter what is tested, built or demanded. */
const guarded: readonly { readonly path: RegExp; readonly what: string }[] = [
  { path: /^(?:\.github\/|docs\/)?CODEOWNERS$/, what: 'who must review' },
  {
    path: /(?:^|\/)(?:Makefile|GNUmakefile|justfile|Justfile|Taskfile\.ya?ml|tox\.ini|noxfile\.py|Rakefile)$/,
    what: 'test and build commands',
  },
  {
    path: /^\.(?:gitlab-ci\.yml|circleci\/.+|buildkite\/.+|travis\.yml|pre-commit-config\.yaml)$/,
    what: 'a pipeline',
  },
  {
    path: /^(?:Jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|\.drone\.yml)$/,
    what: 'a pipeline',
  },
]

/** What a guarded file decides, in words; undefined for any other file. */
export function guardedBy(path: string): string | undefined {
  return guarded.find((one) => one.path.test(path))?.what
}

/** Files and folders of the repository that its workflows run: scripts by their path, local actions by their folder. */
export function pathsThatRun(workflows: readonly WorkflowDescription[]): {
  readonly scripts: ReadonlySet<string>
  readonly folders: readonly string[]
} {
  const scripts = new Set<string>()
  const folders = new Set<string>()
  for (const { jobs } of workflows) {
    for (const job of jobs) {
      for (const action of job.actions) {
        if (action.startsWith('./')) folders.add(`${action.slice(2).replace(/\/$/, '')}/`)
      }
      for (const text of job.commands) {
        for (const word of text.slice(0, 50_000).split(/[\s'"`;&|()<>=]+/)) {
          const path = word.replace(/^\.\//, '')
          if (/^[\w.@-][\w./@-]{1,200}$/.test(path) && /[/.]/.test(path)) scripts.add(path)
        }
      }
    }
  }
  return { scripts, folders: [...folders].filter((folder) => folder !== '/') }
}

/** True when two texts differ in more than comments (`#`) and blank lines. */
export function differsBeyondComments(before: string, after: string): boolean {
  const bare = (text: string) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'))
      .join('\n')
  return bare(before) !== bare(after)
}
