import type { Step, StepDocument, StepKind } from './step.ts'
import type { Terminal } from './terminal.ts'

export interface Outcome<T> {
  readonly kind: StepKind
  readonly outcome: string
  readonly document?: StepDocument
  readonly value: T
}

/** Tells the story while it happens and keeps what was told. */
export interface Narrator {
  readonly steps: readonly Step[]
  /** Plays one step; `progress` says what it is doing meanwhile. */
  play<T>(title: string, work: (progress: (text: string) => void) => Promise<Outcome<T>>): Promise<T>
  /** Something that happened by itself, perhaps while a step is played. */
  note(title: string, outcome: string, startedAt: Date): void
}

export function createNarrator(terminal: Terminal): Narrator {
  const steps: Step[] = []
  const keep = (step: Step) => {
    steps.push(step)
    terminal.end(step)
  }
  const since = (date: Date) => Date.now() - date.getTime()
  return {
    steps,
    async play(title, work) {
      const startedAt = new Date()
      const { kind, outcome, document, value } = await work(terminal.begin(title))
      keep({ kind, title, outcome, document, startedAt, milliseconds: since(startedAt) })
      return value
    },
    note(title, outcome, startedAt) {
      keep({
        kind: 'happened',
        title,
        outcome,
        document: undefined,
        startedAt,
        milliseconds: since(startedAt),
      })
    },
  }
}
