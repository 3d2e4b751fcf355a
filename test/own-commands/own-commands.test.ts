import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Installed, installNodeTools, installPythonTools } from './install-tools.ts'
import { codesOf, recordedOf, type SharedServer, shareServer } from './scene.ts'
import { type ToolCase, toolCases } from './tools.ts'

const tools: Record<ToolCase['runtime'], Installed> = {
  node: installNodeTools(),
  python: installPythonTools(),
}

// A missing network says nothing about the tools: it is told, and counts as neither.
for (const [runtime, installed] of Object.entries(tools))
  if (installed.kind === 'skipped')
    process.stderr.write(`skipped, all tools of ${runtime}: ${installed.why}\n`)

let server: SharedServer
const path = process.env['PATH']

beforeAll(async () => {
  if (tools.python.kind === 'installed')
    process.env['PATH'] = [join(tools.python.directory, 'venv', 'bin'), path].join(delimiter)
  server = await shareServer()
}, 240_000)

afterAll(async () => {
  await server?.close()
  process.env['PATH'] = path
})

describe.each(toolCases)('$tool', (tool) => {
  const installed = tools[tool.runtime]
  const run = installed.kind === 'installed' ? test : test.skip

  run(
    'is judged by the SQL that it really sends',
    async () => {
      const judged = await server.judge({
        ...tool,
        ...(tool.runtime === 'node' &&
          installed.kind === 'installed' && { nodeModules: join(installed.directory, 'node_modules') }),
      })
      const answer = recordedOf(judged)
      expect(answer).toMatchObject({ covered: tool.files, undone: 0 })
      expect(answer.own).toBeGreaterThan(3)
      expect(codesOf(judged)).toMatchObject({
        files: 'pass in-order',
        rehearsal: 'pass rehearsed',
        rollback: tool.rollback === undefined ? 'unknown no-rollback-command' : 'pass rollback-proven',
      })
      const rules = judged.outcomes.find(({ id }) => id === 'migration-guard/rules')?.findings ?? []
      expect(rules).toContainEqual(
        expect.objectContaining({
          ruleId: 'require-concurrent-index-creation',
          proof: 'proven',
          location: expect.objectContaining({ path: tool.files[1], line: tool.indexLine }),
        }),
      )
      // ACCESS EXCLUSIVE of the first file is still held where all of them share a transaction.
      const late = rules.filter(({ ruleId }) => ruleId === 'statement-after-access-exclusive')
      expect(late.some(({ location }) => location?.path === tool.files[1])).toBe(tool.transaction === 'set')
      expect(answer.transactions).toBe(tool.transaction === 'set' ? 1 : 2)
    },
    180_000,
  )
})
