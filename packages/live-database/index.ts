export { type LiveAnswer, type LiveLimits, withLiveDatabase } from './connect.ts'
export { countRows } from './count-rows.ts'
export { readLiveFacts } from './facts.ts'
