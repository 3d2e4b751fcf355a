export {
  type ActionProcess,
  type ActionResult,
  type ProcessOptions,
  parseFileCommands,
  runActionProcess,
  runEntry,
} from './action-process.ts'
export { type BuiltAction, buildActions } from './build.ts'
export { buildEntry } from './build-unit.ts'
export { type Manifest, readManifest } from './manifest.ts'
export { type ActionFolder, listActions, root } from './paths.ts'
export { listFiles, provideReleaseTree, writeReleaseTree } from './release-tree.ts'
