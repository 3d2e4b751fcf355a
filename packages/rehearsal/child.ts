import { z } from 'zod'
import { locateAssets } from './assets.ts'
import { startPglite } from './pglite.ts'
import { type Response, request } from './protocol.ts'
import { rehearse } from './rehearse.ts'

/** PGlite 0.5 is PostgreSQL 18. */
const engineMajor = 18

function say(message: Response): void {
  process.send?.(message)
}

process.once('message', async (message) => {
  try {
    const { plan } = request.parse(message)
    say({ kind: 'progress', at: 'starting PostgreSQL' })
    const database = await startPglite(locateAssets(import.meta.dirname), plan.extensions)
    const [row] = await database.read(
      "select current_setting('server_version') as version",
      z.object({ version: z.string() }),
    )
    const engine = { name: 'PGlite', major: engineMajor, version: row?.version ?? '' }
    say({ kind: 'done', log: await rehearse(database, engine, plan, (at) => say({ kind: 'progress', at })) })
  } catch (error) {
    say({ kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
