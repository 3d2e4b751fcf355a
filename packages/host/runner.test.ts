import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'

const scratch = mkdtempSync(join(tmpdir(), 'operator-runner-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** Runs the sample action with no more of a runner than is given. */
function runSample(environment: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'sample-action.ts')],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: 'push',
        GITHUB_REPOSITORY: 'octo/shop',
        RUNNER_TEMP: scratch,
        GITHUB_WORKSPACE: scratch,
        ...environment,
      },
    },
  )
  return { status, log: `${stdout}${stderr}` }
}

describe('an event payload', () => {
  const broken = join(scratch, 'broken.json')
  writeFileSync(broken, '{"repository":')
  test.each([
    ['that is a folder', scratch],
    ['that is no JSON', broken],
    ['that is not there', join(scratch, 'missing.json')],
  ])('%s: one sentence, and no stack', (_, path) => {
    const { status, log } = runSample({ GITHUB_EVENT_PATH: path, GITHUB_OUTPUT: join(scratch, 'output') })
    expect(status).toBe(1)
    expect(log).toContain('GITHUB_EVENT_PATH: the event payload cannot be read as JSON.')
    expect(log).not.toMatch(/defect|\n\s+at /)
  })
})

test('without a file for outputs: a warning, and no command that is none any more', () => {
  const event = join(scratch, 'event.json')
  writeFileSync(event, '{"repository":{"id":7,"full_name":"octo/shop","default_branch":"main"}}')
  const { log } = runSample({ GITHUB_EVENT_PATH: event, GITHUB_EVENT_NAME: 'workflow_dispatch' })
  expect(log).toContain('::warning::GITHUB_OUTPUT is not set, so this step has no outputs and allows nothing')
  expect(log).not.toContain('set-output')
})
