/** A word of `npm run operator` that is no action. */
export interface Command {
  readonly name: string
  readonly usage: string
  /** `startedIn` is the folder that paths are relative to. Returns the exit code. */
  readonly run: (args: readonly string[], startedIn: string) => Promise<number>
}
