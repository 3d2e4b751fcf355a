import { describe, expect, test } from '@jest/globals'
import { readRollbackSection } from './section.ts'

const template = '## What\n\n## Rollback plan\n<!-- How is this taken back? -->\n- [ ] I know how\n'

describe('readRollbackSection', () => {
  test.each([
    ['## Rollback plan\nRevert this PR.', 'written'],
    ['### How to roll back\n`make undo`', 'written'],
    ['Rollback\n---\nRun it:\n\n```sh\n$ ./undo.sh 12\n```', 'written'],
    ['## What\nRevert nothing.', 'absent'],
    ['', 'absent'],
    ['## Rollback\nN/A', 'declined'],
    ['## Rollback\n- none\n', 'declined'],
    ['## Rollback\nTBD.', 'declined'],
    ['## Rollback\n<!-- only a comment -->', 'declined'],
    ['## Rollback\n- [ ] not done yet', 'declined'],
  ])('%j is %s', (body, state) => {
    expect(readRollbackSection(body, undefined).state).toBe(state)
  })

  test('the template is no plan, however it is spaced; more than the template is one', () => {
    expect(readRollbackSection(template, template).state).toBe('template')
    expect(readRollbackSection(template.replace('\n<!--', '\n\n\n<!--'), template).state).toBe('template')
    expect(readRollbackSection(`${template}\nRevert it.`, template).state).toBe('written')
    const filled = '## Rollback plan\nDescribe the steps here.\n'
    expect(readRollbackSection(filled, filled).state).toBe('template')
  })

  test.each([
    ['sh', './undo.sh', ['./undo.sh']],
    ['', 'make undo', ['make undo']],
    ['sh', 'TBD', []],
    ['', '...', []],
    ['json', '{ "undo": true }', []],
    ['diff', '- undo', []],
  ])('a block of %j that says %j runs %j', (language, text, expected) => {
    const body = `## Rollback\nLike this:\n\n\`\`\`${language}\n${text}\n\`\`\`\n`
    expect(readRollbackSection(body, undefined).commands).toEqual(expected)
  })

  test.each([
    ['Revert this pull request.', true],
    ['Reverting the commit is enough.', true],
    ['`git revert -m 1` of the merge', true],
    ['Nothing to prepare. Revert it.', true],
    ['If it does not work, revert this pull request.', true],
    ['No data changes, so revert it.', true],
    ['There are no migrations: revert.', true],
    ['This cannot be reverted.', false],
    ["It can't simply be reverted: data is gone.", false],
    ['There is no way to revert it', false],
    ['Do not revert this!', false],
    ['A revert is not enough', false],
    ['Irreversible; if it breaks, revert the app and pray', false],
    ['Restore the backup', false],
  ])('%j: reverts is %j', (text, expected) => {
    expect(readRollbackSection(`## Rollback\n${text}\n`, undefined).reverts).toBe(expected)
  })

  test('no flag is none', () => {
    const flagOf = (text: string) => readRollbackSection(`## Rollback\n${text}\n`, undefined).flag
    expect(flagOf('Switch the flag `new-window` off.')).toBe('new-window')
    expect(flagOf('There is no feature flag for `new-window`.')).toBeUndefined()
    expect(flagOf('`new-window` has been shipped without a flag.')).toBeUndefined()
  })

  test('commands, files, links and flags are found', () => {
    const found = readRollbackSection(
      '## Rollback\nSee [the book](../blob/main/docs/undo.md#db) or `ops/undo.sh`, or dispatch rollback.yml.\nSwitch the flag `new-window` off.\n\n```sh\n# first\n$ kubectl rollout undo deploy/shop\n```\n',
      undefined,
    )
    expect(found.commands).toEqual(['kubectl rollout undo deploy/shop'])
    expect(found.mentions).toEqual(expect.arrayContaining(['ops/undo.sh', 'rollback.yml', 'docs/undo.md']))
    expect(found.flag).toBeDefined()
    expect(found.reverts).toBe(false)
  })

  test('a full address of a file of a repository is its path', () => {
    const { mentions } = readRollbackSection(
      '## Rollback\nhttps://github.com/octo/shop/blob/main/docs/undo.md',
      undefined,
    )
    expect(mentions).toContain('docs/undo.md')
  })

  test('hostile text', () => {
    const body = `## Rollback\n${'[`a/b.md`](x.md) '.repeat(20_000)}\n\u0000\u202e`
    expect(readRollbackSection(body, undefined).mentions.length).toBeLessThanOrEqual(50)
  })
})
