import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from './paths.ts'
import { listSources } from './sources.ts'

describe('listSources', () => {
  const sources = listSources([join(root, 'actions', 'migration-guard', 'main.ts')])

  test.each([
    'actions/migration-guard/main.ts',
    'actions/migration-guard/inputs.ts',
    'packages/migrations/tools/prisma.ts',
    'packages/precheck/policy.ts',
    'actions/migration-guard/action.ts',
    'packages/tooling/build-unit.ts',
  ])('%s decides what the bundle is', (path) => {
    expect(sources).toContain(path)
  })

  test.each([
    /\.test\.ts$/,
    /\.md$/,
    /^[^/]+\.(?!json$)[a-z]+$/,
    /^(?!tsconfig\.json$|package\.json$)[^/]+$/,
    /action\.yml$/,
    /^packages\/secrets\/scan\.ts$/,
    /^actions\/precheck\//,
  ])('nothing like %s does', (pattern) => {
    expect(sources.filter((path) => pattern.test(path))).toEqual([])
  })
})
