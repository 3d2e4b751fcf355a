/** A word of `npm run operator` that is no action. `startedIn` is the folder that paths are relative to. Returns the exit code. */
export type Command = (args: readonly string[], startedIn: string) => Promise<number>
