import { run } from '@operator/host/run'

if (process.env['INPUT_AUDIT']?.trim().toLowerCase() === 'true') await run(() => import('./audit.ts'))
else await run(() => import('./action.ts'))
