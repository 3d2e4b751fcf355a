import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface ProcessMeasure {
  readonly exitCode: number | null
  readonly output: string
  readonly milliseconds: number
  /** The most memory it held at once, in bytes; undefined where there is no /proc to read it from. */
  readonly peakBytes: number | undefined
}

/** Runs a program to its end. Its peak memory is the kernel's own high-water mark, looked at every 5 ms. */
export function measureProcess(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = { PATH: process.env['PATH'] },
): Promise<ProcessMeasure> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const child = spawn(program, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    let peakBytes: number | undefined
    const look = setInterval(() => {
      peakBytes = Math.max(peakBytes ?? 0, highWaterMark(child.pid) ?? 0) || undefined
    }, 5)
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
    child.on('error', reject)
    child.on('close', (exitCode) => {
      clearInterval(look)
      resolve({ exitCode, output, milliseconds: performance.now() - started, peakBytes })
    })
  })
}

function highWaterMark(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024
  } catch {
    return undefined
  }
}
