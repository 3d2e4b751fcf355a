import { locateAssets } from './assets.ts'
import { loadPglite } from './pglite.ts'
import { type Response, request } from './protocol.ts'
import { rehearse } from './rehearse.ts'

function say(message: Response): void {
  process.send?.(message)
}

process.once('message', async (message) => {
  try {
    const asked = request.parse(message)
    if (asked.kind !== 'rehearse') throw new Error('PGlite serves nobody else.')
    const { plan } = asked
    say({ kind: 'progress', at: 'starting PostgreSQL' })
    const engine = await loadPglite(locateAssets(import.meta.dirname), plan.extensions)
    const log = await rehearse(engine, plan, (at) => say({ kind: 'progress', at }))
    say({ kind: 'done', log })
  } catch (error) {
    say({ kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
