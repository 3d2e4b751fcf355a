import { describe, expect, test } from '@jest/globals'
import { mayRunCommands } from './may-run.ts'

describe('the repository’s own commands', () => {
  test.each(['pull_request', 'merge_group', 'push', 'schedule', 'workflow_dispatch', 'local'])(
    'may run on %s',
    (event) => {
      expect(mayRunCommands(event)).toEqual({ allowed: true })
    },
  )

  test.each(['pull_request_target', 'workflow_run', 'issue_comment', 'issues'])(
    'are refused on %s',
    (event) => {
      expect(mayRunCommands(event)).toMatchObject({ allowed: false, code: 'privileged-event' })
    },
  )

  test.each(['', 'PULL_REQUEST', 'something_new', '__proto__'])(
    'are refused on the unknown event %j',
    (event) => {
      expect(mayRunCommands(event)).toMatchObject({ allowed: false, code: 'unknown-event' })
    },
  )
})
