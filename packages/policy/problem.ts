/** One mistake in the policy file. Lines and columns are 1-based. */
export interface PolicyProblem {
  /** `environments.production.window`. */
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** The policy file is broken: every problem at once, each with its place. */
export class PolicyError extends Error {
  readonly file: string
  readonly problems: readonly PolicyProblem[]

  constructor(file: string, problems: readonly PolicyProblem[]) {
    const lines = problems.map(
      ({ path, line, column, message }) => `${file}:${line}:${column} ${path ? `${path}: ` : ''}${message}`,
    )
    super(lines.join('\n'))
    this.name = 'PolicyError'
    this.file = file
    this.problems = problems
  }
}
