import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { faultedText } from './fault-reply.ts'
import type { Fault } from './faults.ts'

/** Sends an answer, or spoils it on the way as the fault says. */
export async function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Buffer | undefined,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (fault?.kind === 'silent') return
  if (fault?.kind === 'slow') await sleep(fault.milliseconds)
  if (response.destroyed) return
  const content = faultedText(fault, body)
  response.writeHead(status, {
    ...headers,
    ...(content !== undefined && {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(content.length),
    }),
  })
  if (fault?.kind === 'truncated') {
    response.write((content ?? Buffer.from('')).subarray(0, Math.floor((content?.length ?? 0) / 2)), () => {
      response.socket?.destroy()
    })
    return
  }
  response.end(content)
}
