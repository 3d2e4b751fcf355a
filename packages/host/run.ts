import type { z } from 'zod'
import type { ActionDefinition } from './action.ts'
import { guardProcess } from './guard.ts'
import { version } from './version.ts'

/**
 * An action's entry. Nothing but Node's own modules is loaded before the first line is out, so that a part that cannot even
 * load is said like any other defect. Whatever fails, the verdict is never go.
 */
export async function run<Shape extends z.ZodRawShape, Snapshot>(
  load: () => Promise<{ readonly action: ActionDefinition<Shape, Snapshot> }>,
): Promise<void> {
  process.stdout.write(`Operator ${version}\n`)
  await guardProcess(async () => {
    await checkPayload()
    const [{ perform }, { action }] = await Promise.all([import('./perform.ts'), load()])
    await perform(action)
  })
}

/** GitHub's own library reads the payload when it is loaded, and knows no sentence for one that cannot be read. */
async function checkPayload(): Promise<void> {
  const path = process.env['GITHUB_EVENT_PATH']
  if (!path) return
  const { readPayload } = await import('./payload.ts')
  readPayload(path)
}
