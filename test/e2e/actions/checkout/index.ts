import { join } from 'node:path'
import { clone } from './clone.ts'

const {
  GITHUB_REF: eventRef = '',
  GITHUB_SHA: eventSha = '',
  GITHUB_WORKSPACE: workspace = '',
  STAND_IN_GIT: git = '',
  STAND_IN_CONTENTS: contents = '',
  INPUT_REF: ref = '',
  'INPUT_FETCH-DEPTH': depth = '1',
  INPUT_PATH: path = '.',
} = process.env

// A private repository is not there for a token without `contents: read`; these are git's and the real action's words.
if (contents !== 'read' && contents !== 'write') {
  console.error('remote: Repository not found.\n::error::The process git failed with exit code 128')
  process.exit(1)
}
clone({
  from: git,
  into: join(workspace, path),
  what: ref === '' ? { sha: eventSha, ref: eventRef } : { ref },
  depth: Number(depth),
})
