import type { Setting, Stage } from './stage.ts'

/** One of the situations in which other tools say go, or nothing sensible. */
export interface Case {
  /** Its number in the list of the research. */
  readonly number: number
  readonly title: string
  /** Where it happened to people. */
  readonly sources: readonly string[]
  readonly setting?: Setting
  /** From facts on GitHub to exit code and reason. */
  readonly play: (stage: Stage) => Promise<void>
}
