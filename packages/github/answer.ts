/** Why GitHub gave no usable answer. It is never the same as "there is none". */
export type Problem =
  | { readonly kind: 'forbidden'; readonly message: string; readonly permission?: string }
  | { readonly kind: 'not-found'; readonly message: string }
  | { readonly kind: 'rate-limited'; readonly message: string; readonly resetAt?: string }
  | { readonly kind: 'unavailable'; readonly message: string; readonly status?: number }
  | { readonly kind: 'invalid'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'partial'; readonly message: string }

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

export function answered<T>(value: T): Answer<T> {
  return { ok: true, value }
}

export function unanswered(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem }
}

/** The problem as one sentence for people. */
export function describeProblem(problem: Problem): string {
  switch (problem.kind) {
    case 'forbidden':
      return problem.permission === undefined
        ? `GitHub refused: ${problem.message}`
        : `The token lacks the permission ${problem.permission}.`
    case 'not-found':
      return `GitHub found nothing, or hides it from this token: ${problem.message}`
    case 'rate-limited':
      return `The API rate limit is used up${problem.resetAt === undefined ? '' : ` until ${problem.resetAt}`}.`
    case 'unavailable':
      return `GitHub did not answer: ${problem.message}`
    case 'invalid':
      return `GitHub refused or answered in an unexpected form: ${problem.message}`
    case 'conflict':
      return `GitHub reports a conflict: ${problem.message}`
    case 'partial':
      return `GitHub answered only in part: ${problem.message}`
  }
}
