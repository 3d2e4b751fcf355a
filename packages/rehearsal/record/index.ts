export { writeParameters } from './bind.ts'
export type { RecordingLogin } from './login.ts'
export {
  type OpenedRecording,
  openRecording,
  type Recording,
  type RecordingOptions,
} from './open-recording.ts'
export { type RecordedRun, type RecordedStatement, recordedRun } from './recorded-statement.ts'
