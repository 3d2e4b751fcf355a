export interface UserProblem {
  /** What is wrong, one sentence. */
  readonly what: string
  /** Where: an input, a file with line and column, a setting. */
  readonly where?: string
  /** What to do about it, one sentence. */
  readonly remedy: string
}

/** The user can mend this: shown without a stack, with every problem at once. Anything else thrown is our bug. */
export class UserError extends Error {
  readonly problems: readonly UserProblem[]

  constructor(problems: readonly UserProblem[], options?: ErrorOptions) {
    super(
      problems
        .map(({ what, where, remedy }) => `${where === undefined ? '' : `${where}: `}${what} ${remedy}`)
        .join('\n'),
      options,
    )
    this.name = 'UserError'
    this.problems = problems
  }
}
