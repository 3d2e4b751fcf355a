export { type LiveAnswer, type LiveLimits, withLiveDatabase } from './connect.ts'
