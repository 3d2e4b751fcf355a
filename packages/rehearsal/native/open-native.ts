import type { Engine } from '../database.ts'
import { provideEmbedded } from './embedded.ts'
import { findOwnBinaries } from './own-binaries.ts'
import { openRoom, type Room } from './room.ts'
import { serveDatabaseUrl } from './serve-database-url.ts'
import { type Binaries, serveNative } from './server.ts'
import { EngineUnavailableError } from './unavailable.ts'
import type { NativeWish } from './wish.ts'

/** The server that the job brought along, else one from the runner's own programs, else one from the npm package. */
export async function openNative(
  wish: NativeWish,
  environment: Readonly<Record<string, string | undefined>>,
  onProgress: (at: string) => void,
): Promise<Engine> {
  if (wish.databaseUrl !== undefined) return serveDatabaseUrl(wish.databaseUrl, wish.major)
  const { binaries, room } = await openOwnServer(wish.major, environment, onProgress)
  try {
    return await serveNative(binaries, room)
  } catch (error) {
    await room.remove()
    throw error
  }
}

/** PostgreSQL's programs and a room for a server that is started here. Whoever asked removes the room. */
export async function openOwnServer(
  major: number,
  environment: Readonly<Record<string, string | undefined>>,
  onProgress: (at: string) => void,
): Promise<{ readonly binaries: Binaries; readonly room: Room }> {
  if (process.platform === 'win32')
    throw new EngineUnavailableError(
      'on Windows no server is started; give the job one and name it in database-url',
    )
  const own = await findOwnBinaries(major, environment['PATH'])
  const room = await openRoom()
  try {
    const binaries = own ?? (await provideEmbedded(major, room, environment, onProgress))
    onProgress(`starting ${binaries.name}`)
    return { binaries, room }
  } catch (error) {
    await room.remove()
    throw error
  }
}
