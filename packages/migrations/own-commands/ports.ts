import type { OpenedRecording } from '@operator/rehearsal'

/** How a command of the repository came to its end. */
export interface CommandEnd {
  readonly end: 'exited' | 'timed-out' | 'too-much-output' | 'not-started' | 'lost'
  /** Null when it did not exit by itself. */
  readonly exitCode: number | null
  /** The end of what it printed, safe to show. */
  readonly output: string
}

export interface CommandRequest {
  readonly line: string
  readonly directory: string
  /** Beside the machine's plain variables. */
  readonly variables: Readonly<Record<string, string>>
  /** Milliseconds. */
  readonly timeout: number
}

/** The user's own commands and what may be done with them; absent where none was given or where none may run (`gate`). */
export interface OwnCommands {
  /** Brings the database of the environment up to date, in the tree that it runs in. */
  readonly migrate: string
  /** Takes back the newest migration or all new ones. */
  readonly rollback: string | undefined
  /** Why they may not run here. */
  readonly refused: { readonly code: string; readonly message: string; readonly next: string } | undefined
  readonly run: (request: CommandRequest) => Promise<CommandEnd>
  readonly openRecording: (major: number) => Promise<OpenedRecording>
  readonly progress: (at: string) => void
}
