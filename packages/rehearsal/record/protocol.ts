import { z } from 'zod'
import { unavailable } from '../log.ts'
import { recordingLogin } from './login.ts'
import { recordedRun } from './recorded-statement.ts'

/** Parent to child, once it is ready: give what was sent since the last time, or end. */
export const order = z.object({ kind: z.enum(['take', 'stop']) }).readonly()

/** Child to parent. */
export const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), at: z.string() }).readonly(),
  z.object({ kind: z.literal('ready'), login: recordingLogin }).readonly(),
  z.object({ kind: z.literal('taken'), run: recordedRun }).readonly(),
  unavailable,
  z.object({ kind: z.literal('error'), message: z.string() }).readonly(),
])
export type Report = z.infer<typeof report>
