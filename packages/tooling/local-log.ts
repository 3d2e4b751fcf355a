/** Turns what an action tells the runner into what a person in front of a terminal wants to read, line by line. */
export function createLocalLog(write: (text: string) => void): { add(text: string): void; end(): void } {
  let pending = ''
  return {
    add(text) {
      const lines = `${pending}${text}`.split('\n')
      pending = lines.pop() ?? ''
      for (const line of lines) {
        const shown = showLine(line)
        if (shown !== undefined) write(`${shown}\n`)
      }
    },
    end() {
      const shown = pending === '' ? undefined : showLine(pending)
      if (shown !== undefined) write(`${shown}\n`)
      pending = ''
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
