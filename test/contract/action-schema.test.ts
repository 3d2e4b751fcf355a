import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAction } from '@actions/workflow-parser/actions/action-parser'
import { NoOperationTraceWriter } from '@actions/workflow-parser/templates/trace-writer'
import { describe, expect, test } from '@jest/globals'
import { listActions } from '@operator/tooling'

/** What GitHub's own schema of `action.yml` says against a manifest. */
function problemsOf(content: string): string[] {
  const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map(({ message }) => message)
}

describe('action.yml', () => {
  test.each(listActions())('$name is one by GitHub’s own schema', ({ directory }) => {
    expect(problemsOf(readFileSync(join(directory, 'action.yml'), 'utf8'))).toEqual([])
  })

  test.each([
    ['runs: { using: node24, mian: x }', 'mian'],
    ['branding: { colour: blue }\nruns: { using: node24, main: x }', 'colour'],
  ])('a mistake would be found: %j', (text, word) => {
    expect(problemsOf(`name: x\ndescription: x\n${text}\n`).join()).toContain(word)
  })
})
