export interface LocalLog {
  add(text: string): void
  /** `summary` is what the report has said already: an error that only repeats it is left out. */
  end(summary?: string): void
}

/** Turns what an action tells the runner into what a person in front of a terminal wants to read, line by line. */
export function createLocalLog(write: (text: string) => void): LocalLog {
  let pending = ''
  let held: string | undefined
  return {
    add(text) {
      const lines = `${pending}${text}`.split('\n')
      pending = lines.pop() ?? ''
      for (const line of lines) {
        const shown = showLine(line)
        if (shown === undefined) continue
        if (held !== undefined) write(held)
        held = shown.startsWith('error: ') ? `${shown}\n` : undefined
        if (held === undefined) write(`${shown}\n`)
      }
    },
    end(summary) {
      if (pending !== '') this.add('\n')
      if (held !== undefined && held !== `error: ${summary}\n`) write(held)
      held = undefined
    },
  }
}

/** Undefined for what says nothing here: groups, masks, and annotations, which the report lists anyway. */
function showLine(line: string): string | undefined {
  const [, command, properties, data] = /^::([a-z-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? []
  if (command === undefined || data === undefined) return line
  if (properties !== undefined || !['error', 'warning', 'notice'].includes(command)) return undefined
  return `${command}: ${data.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%')}`
}
