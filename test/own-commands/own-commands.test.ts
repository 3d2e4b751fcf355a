import { symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { collectMigrations, evaluateMigrations, type MigrationsSnapshot } from '@operator/migrations'
import { migrationsPolicy } from '@operator/migrations/policy'
import { type OpenedRecording, openRecording, openRehearsal, type Recording } from '@operator/rehearsal'
import { root } from '@operator/tooling'
import { prepareOwnCommands } from '../../actions/migration-guard/own-commands.ts'
import { TemporaryRepository } from '../../packages/git/temporary-repository.ts'
import { emptyDatabase } from './empty-database.ts'
import { type Installed, installNodeTools, installPythonTools } from './install-tools.ts'
import { type ToolCase, toolCases } from './tools.ts'

const bundle = join(root, 'packages', 'rehearsal')
const tools: Record<ToolCase['runtime'], Installed> = {
  node: installNodeTools(),
  python: installPythonTools(),
}

// A missing network says nothing about the tools: it is told, and counts as neither.
for (const [runtime, installed] of Object.entries(tools))
  if (installed.kind === 'skipped')
    process.stderr.write(`skipped, all tools of ${runtime}: ${installed.why}\n`)

let server: OpenedRecording
const before = { ...process.env }

beforeAll(async () => {
  process.env['RUNNER_TOOL_CACHE'] = join(root, 'node_modules', '.cache', 'operator')
  if (tools.python.kind === 'installed')
    process.env['PATH'] = [join(tools.python.directory, 'venv', 'bin'), process.env['PATH']].join(delimiter)
  server = await openRecording({ major: 18, directory: bundle })
}, 240_000)

afterAll(async () => {
  if (server?.kind === 'open') await server.recording.close()
  process.env['PATH'] = before['PATH']
})

/** One server for all tools: what one leaves is dropped before the next. */
async function shareServer(): Promise<OpenedRecording> {
  if (server.kind !== 'open') return server
  const { recording } = server
  await emptyDatabase(recording.login)
  await recording.take()
  const shared: Recording = { ...recording, close: async () => undefined }
  return { kind: 'open', recording: shared }
}

async function judge(
  { base, head, migrate, rollback }: Pick<ToolCase, 'base' | 'head' | 'migrate' | 'rollback'>,
  runtime: ToolCase['runtime'] = 'node',
) {
  const repository = new TemporaryRepository()
  try {
    const old = repository.commit(base)
    const young = repository.commit(head)
    const installed = tools[runtime]
    if (runtime === 'node' && installed.kind === 'installed')
      symlinkSync(join(installed.directory, 'node_modules'), join(repository.directory, 'node_modules'))
    const policy = migrationsPolicy.parse({})
    const commands = prepareOwnCommands(
      { 'migrate-command': migrate, 'rollback-command': rollback },
      { event: 'pull_request', directory: repository.directory, bundle, progress: () => undefined },
    )
    const rehearse = openRehearsal({ engine: 'auto' }, { directory: bundle, timeoutMilliseconds: 60_000 })
    const snapshot = await collectMigrations(
      { repository: await openRepository(repository.directory), base: old, head: young },
      policy,
      rehearse,
      undefined,
      commands && { ...commands, openRecording: shareServer },
    )
    return { snapshot, outcomes: evaluateMigrations(snapshot, policy, new Date()) }
  } finally {
    repository.remove()
  }
}

type Judged = Awaited<ReturnType<typeof judge>>

function codes({ outcomes }: Judged): Record<string, string> {
  return Object.fromEntries(
    outcomes.map(({ id, status, reason }) => [
      id.replace('migration-guard/', ''),
      `${status} ${reason.code}`,
    ]),
  )
}

function recorded({ snapshot }: { snapshot: MigrationsSnapshot }) {
  if (snapshot.ownCommand?.kind !== 'recorded')
    throw new Error(`Nothing was recorded: ${JSON.stringify(snapshot.ownCommand)}`)
  return snapshot.ownCommand
}

describe.each(toolCases)('$tool', (tool) => {
  const run = tools[tool.runtime].kind === 'installed' ? test : test.skip

  run('is judged by the SQL that it really sends', async () => {
    const judged = await judge(tool, tool.runtime)
    const answer = recorded(judged)
    expect(answer).toMatchObject({ covered: tool.files, undone: 0 })
    expect(answer.own).toBeGreaterThan(3)
    expect(codes(judged)).toMatchObject({
      files: 'pass in-order',
      rehearsal: 'pass rehearsed',
      rollback: tool.rollback === undefined ? 'unknown no-rollback-command' : 'pass rollback-proven',
    })
    const rules = judged.outcomes.find(({ id }) => id === 'migration-guard/rules')?.findings ?? []
    expect(rules).toContainEqual(
      expect.objectContaining({
        ruleId: 'require-concurrent-index-creation',
        proof: 'proven',
        location: expect.objectContaining({ path: tool.files[1] }),
      }),
    )
    expect(answer.sql).toMatch(/accounts_email/)
    expect(answer.sql).not.toMatch(/\$\d\b(?! \\)/)
  })
})
