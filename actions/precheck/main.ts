import { run } from '@operator/host/run'

await run(() => import('./action.ts'))
