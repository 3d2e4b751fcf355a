import { EngineStoppedError } from './database.ts'
import { openNative } from './native/open-native.ts'
import { EngineUnavailableError } from './native/unavailable.ts'
import { type Response, request } from './protocol.ts'
import { recordForParent } from './record/record-for-parent.ts'
import { rehearse } from './rehearse.ts'

function say(message: Response): void {
  process.send?.(message)
}

// Whoever wanted the answer is gone, and the server goes with this process.
process.once('disconnect', () => process.exit(1))

process.once('message', async (message) => {
  const onProgress = (at: string) => say({ kind: 'progress', at })
  try {
    const asked = request.parse(message)
    if (asked.kind === 'record') return await recordForParent(asked.major, onProgress)
    const { plan, native } = asked
    if (native === undefined) throw new Error('The plan came without the engine that it wants.')
    onProgress(`looking for PostgreSQL ${native.major}`)
    const engine = await openNative(native, process.env, onProgress)
    try {
      const log = await rehearse(engine, plan, onProgress)
      // Said last: whoever hears it ends this process.
      await engine.stop()
      say({ kind: 'done', log })
    } finally {
      await engine.stop()
    }
  } catch (error) {
    if (error instanceof EngineUnavailableError)
      say({ kind: 'unavailable', code: error.code, message: error.message })
    else if (error instanceof EngineStoppedError) say({ kind: 'error', message: error.message })
    else
      say({ kind: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
