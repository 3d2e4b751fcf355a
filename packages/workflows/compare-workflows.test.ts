import { describe, expect, test } from '@jest/globals'
import { compareWorkflows } from './compare-workflows.ts'

const path = '.github/workflows/x.yml'
const a = 'a'.repeat(40)
const b = 'b'.repeat(40)
const base = `permissions: {}
on: push
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@${a} # v5
        with:
          persist-credentials: false
      - run: npm test
`
const kinds = (head: string, from = base) => {
  const files = (text: string) => new Map([[path, new TextEncoder().encode(text)]])
  return [...new Set(compareWorkflows(files(from), files(head)).map(({ kind }) => kind))].sort()
}

describe('compareWorkflows', () => {
  test.each([
    ['nothing', base, []],
    ['a comment', `# hello\n${base}`, ['comment']],
    ['a new commit of the same action', base.replace(a, b), ['pin-bump']],
    ['a branch in place of a commit', base.replace(`${a} # v5`, 'main'), ['loosening']],
    ['another action', base.replace('actions/checkout', 'evil/checkout'), ['cannot-tell']],
    ['more permissions', base.replace('permissions: {}', 'permissions: write-all'), ['loosening']],
    [
      'a credential that stays',
      base.replace('persist-credentials: false', 'persist-credentials: true'),
      ['loosening'],
    ],
    ['a script', base.replace('npm test', 'npm test || true'), ['cannot-tell']],
    ['a step less', base.replace('      - run: npm test\n', ''), ['loosening']],
    [
      'a hidden failure',
      base.replace('npm test', 'npm test\n        continue-on-error: true'),
      ['loosening'],
    ],
    ['a condition', base.replace('npm test', 'npm test\n        if: false'), ['loosening']],
    ['a trigger', base.replace('on: push', 'on: pull_request_target'), ['cannot-tell']],
    ['a limit of time', base.replace('    steps:', '    timeout-minutes: 5\n    steps:'), ['tightening']],
    ['broken YAML', `${base}\t- x`, ['cannot-tell']],
  ])('%s', (_, head, expected) => {
    expect(kinds(head)).toEqual(expected)
  })

  test('fewer permissions tighten', () => {
    const wide = base.replace('permissions: {}', 'permissions:\n  contents: read\n  issues: write')
    expect(kinds(base, wide)).toEqual(['tightening'])
    expect(kinds(wide.replace('issues: write', 'issues: read'), wide)).toEqual(['tightening'])
    expect(kinds(wide, base)).toContain('loosening')
  })

  test('files that come and go', () => {
    const files = new Map([[path, new TextEncoder().encode(base)]])
    expect(compareWorkflows(files, new Map()).map(({ kind }) => kind)).toEqual(['loosening'])
    expect(compareWorkflows(new Map(), files).map(({ kind }) => kind)).toEqual(['cannot-tell'])
    expect(compareWorkflows(files, new Map([[path, undefined]])).map(({ kind }) => kind)).toEqual([
      'cannot-tell',
    ])
  })
})
