import type { IncomingMessage, ServerResponse } from 'node:http'
import { unstated } from '../unstated.ts'
import type { World } from '../world/world.ts'

/** The storage that artifact downloads are redirected to: another origin, and a signed address instead of a token. */
export function answerStorage(world: World, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', world.site.storageUrl)
  const id = Number(/^\/artifacts\/(\d+)\.zip$/.exec(url.pathname)?.[1])
  const artifact = world.artifacts.find((candidate) => candidate.id === id)
  if (request.headers.authorization !== undefined) {
    const { status, message } = unstated.storageRefusesTokens.value
    response.writeHead(status).end(message)
  } else if (artifact === undefined || url.searchParams.get('sig') !== signatureOf(id)) {
    response.writeHead(403).end('AuthenticationFailed')
  } else {
    response.writeHead(200, {
      'content-type': 'application/zip',
      'content-length': String(artifact.zip.length),
    })
    response.end(artifact.zip)
  }
}

export function storageUrl(world: World, artifact: number): string {
  return `${world.site.storageUrl}/artifacts/${artifact}.zip?sig=${signatureOf(artifact)}`
}

function signatureOf(artifact: number): string {
  return `signed-${artifact}`
}
