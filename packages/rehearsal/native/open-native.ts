import type { Engine } from '../database.ts'
import { provideEmbedded } from './embedded.ts'
import { findOwnBinaries } from './own-binaries.ts'
import { openRoom } from './room.ts'
import { serveDatabaseUrl } from './serve-database-url.ts'
import { serveNative } from './server.ts'
import { EngineUnavailableError } from './unavailable.ts'
import type { NativeWish } from './wish.ts'

/** The server that the job brought along, else one from the runner's own programs, else one from the npm package. */
export async function openNative(
  wish: NativeWish,
  environment: Readonly<Record<string, string | undefined>>,
  onProgress: (at: string) => void,
): Promise<Engine> {
  if (wish.databaseUrl !== undefined) return serveDatabaseUrl(wish.databaseUrl, wish.major)
  if (process.platform === 'win32')
    throw new EngineUnavailableError(
      'on Windows no server is started; give the job one and name it in database-url',
    )
  const own = await findOwnBinaries(wish.major, environment['PATH'])
  const room = await openRoom()
  try {
    const binaries = own ?? (await provideEmbedded(wish.major, room, environment, onProgress))
    onProgress(`starting ${binaries.name}`)
    return await serveNative(binaries, room)
  } catch (error) {
    await room.remove()
    throw error
  }
}
