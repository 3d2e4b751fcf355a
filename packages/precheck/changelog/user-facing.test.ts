import { expect, test } from '@jest/globals'
import { userFacingPaths } from './user-facing.ts'

test.each([
  '.dockerignore',
  'api/.dockerignore',
  '.npmignore',
  '.editorconfig',
  '.gitattributes',
  '.gitignore',
  '.mailmap',
  '.nvmrc',
  '.env.example',
  'LICENSE',
  'COPYING',
  'MAINTAINERS',
  'CITATION.cff',
  '.stylelintrc.json',
])('no user notices a change of %s', (path) => {
  expect(userFacingPaths([path], [])).toEqual([])
})

test.each(['Dockerfile', '.env', 'src/dockerignore.ts', 'src/license.ts', 'public/.htaccess'])(
  'a user may notice a change of %s',
  (path) => {
    expect(userFacingPaths([path], [])).toEqual([path])
  },
)
