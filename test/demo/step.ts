/** How a step came out: an action let the change go on, stopped it, or the world just moved. */
export type StepKind = 'passed' | 'stopped' | 'happened'

/** One step of the story as it is told in the terminal and on the page. */
export interface Step {
  readonly kind: StepKind
  /** What is done, as a phrase: "security-baseline judges pull request #1". */
  readonly title: string
  /** What came out, in the words of whoever did it. */
  readonly outcome: string
  /** The job summary or the issue, as GitHub Markdown. */
  readonly document: StepDocument | undefined
  readonly startedAt: Date
  readonly milliseconds: number
}

export interface StepDocument {
  /** File name without extension. */
  readonly name: string
  readonly markdown: string
  /** The action's exit code, which makes a job red; null when it was killed. */
  readonly exitCode?: number | null
}
