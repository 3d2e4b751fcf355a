import { join } from 'node:path'
import type { Engine } from '../database.ts'
import { provideEmbedded } from './embedded.ts'
import { openRoom, type Room } from './room.ts'
import { type Binaries, serveNative } from './server.ts'

/** The tests' environment: npm's configuration as it is here, and a cache that stays. */
export const sceneEnvironment = {
  ...process.env,
  RUNNER_TOOL_CACHE: join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'operator'),
}

/** A real server of this major out of its npm package. Where it cannot be had, the test fails: there is nothing else to learn it from. */
export async function openEmbedded(major: number): Promise<{ room: Room; binaries: Binaries }> {
  const room = await openRoom()
  const say = (at: string) => process.stderr.write(`PostgreSQL ${major}: ${at}\n`)
  try {
    return { room, binaries: await provideEmbedded(major, room, sceneEnvironment, say) }
  } catch (error) {
    await room.remove()
    throw error
  }
}

export async function serveEmbedded(major: number): Promise<Engine> {
  const { binaries, room } = await openEmbedded(major)
  return serveNative(binaries, room)
}
