import type { Step, StepKind } from './step.ts'

const symbols: Readonly<Record<StepKind, string>> = { passed: '✓', stopped: '✗', happened: '·' }
const colours: Readonly<Record<StepKind, number>> = { passed: 32, stopped: 31, happened: 36 }

/** How often the line of a running step is written anew, in milliseconds. */
const interval = 100

export interface Terminal {
  /** Tells that a step began; the returned function says what it is doing now. */
  begin(title: string): (progress: string) => void
  end(step: Step): void
}

/** One line per step; while a step runs a terminal shows how long and at what, a file or pipe shows nothing. */
export function openTerminal(output: NodeJS.WriteStream, storyStart: number): Terminal {
  let running: NodeJS.Timeout | undefined
  const at = () => `${((performance.now() - storyStart) / 1_000).toFixed(1).padStart(5)} s`
  return {
    begin(title) {
      if (!output.isTTY) return () => undefined
      let progress = ''
      const show = () => {
        const line = `${at()} ⋯ ${title}${progress === '' ? '' : `: ${progress}`}`
        output.write(`\r\u001b[K${line.slice(0, output.columns - 1)}`)
      }
      show()
      running = setInterval(show, interval)
      return (text) => {
        progress = text
      }
    },
    end(step) {
      clearInterval(running)
      const colour = output.isTTY ? colours[step.kind] : undefined
      const symbol =
        colour === undefined ? symbols[step.kind] : `\u001b[${colour}m${symbols[step.kind]}\u001b[0m`
      output.write(`${output.isTTY ? '\r\u001b[K' : ''}${at()} ${symbol} ${step.title}: ${step.outcome}\n`)
    },
  }
}
