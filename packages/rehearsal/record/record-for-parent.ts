import { once } from 'node:events'
import { order, type Report } from './protocol.ts'
import { serveRecording } from './serve-recording.ts'

/** Serves a recording database until the parent says stop; the parent runs the commands, for this process has no right to. */
export async function recordForParent(major: number, onProgress: (at: string) => void): Promise<void> {
  const server = await serveRecording(major, process.env, onProgress)
  try {
    say({ kind: 'ready', login: server.login })
    for (;;) {
      const [message] = await once(process, 'message')
      if (order.parse(message).kind === 'stop') break
      say({ kind: 'taken', run: await server.take() })
    }
  } finally {
    await server.stop()
  }
  process.disconnect()
}

function say(report: Report): void {
  process.send?.(report)
}
