import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type ActionResult, readManifest, runActionProcess } from '@operator/tooling'
import { z } from 'zod'

const step = z.object({
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).default({}),
})

export interface CompositeRun {
  /** Folder of the composite within a release tree. */
  readonly directory: string
  readonly workspace: string
  readonly inputs?: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  readonly payload: unknown
}

export interface CompositeResult {
  readonly exitCode: number
  readonly outputs: Readonly<Record<string, string>>
  readonly log: string
  readonly summary: string
  /** What each action among its steps answered. */
  readonly actions: readonly ActionResult[]
}

/**
 * Runs a composite as the runner does, as far as ours need it: `run` with bash, `uses: ./…` from the workspace, `${{ inputs.x }}` and
 * `${{ steps.x.outputs.y }}`; after a failure only `always()` goes on.
 */
export async function runComposite(run: CompositeRun): Promise<CompositeResult> {
  const manifest = readManifest(run.directory)
  if (manifest.runs.using !== 'composite') throw new Error(`${manifest.name} is no composite.`)
  const inputs = new Map(
    Object.entries(manifest.inputs).map(([name, input]) => [name, input.default ?? ''] as const),
  )
  for (const [name, value] of Object.entries(run.inputs ?? {})) inputs.set(name, value)
  const outputs = new Map<string, Readonly<Record<string, string>>>()
  const actions: ActionResult[] = []
  let log = ''
  let exitCode = 0
  const evaluate = (text: string) =>
    text.replace(
      /\$\{\{ (?:inputs\.([\w-]+)|steps\.([\w-]+)\.outputs\.([\w-]+)) \}\}/g,
      (_, input, id, name) =>
        input === undefined ? (outputs.get(id)?.[name] ?? '') : (inputs.get(input) ?? ''),
    )
  for (const raw of manifest.runs.steps) {
    const parsed = step.parse(raw)
    if (exitCode !== 0 && parsed.if !== 'always()') continue
    let code: number | null
    if (parsed.run !== undefined) {
      const result = spawnSync(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', evaluate(parsed.run)],
        {
          cwd: run.workspace,
          env: { PATH: process.env['PATH'], ...run.environment, GITHUB_ACTION_PATH: run.directory },
          encoding: 'utf8',
        },
      )
      code = result.status
      log += result.stdout + result.stderr
    } else {
      const result = await runActionProcess({
        directory: join(run.workspace, parsed.uses ?? ''),
        inputs: Object.fromEntries(
          Object.entries(parsed.with).map(([name, value]) => [name, evaluate(String(value))]),
        ),
        environment: run.environment,
        payload: run.payload,
      })
      actions.push(result)
      if (parsed.id !== undefined) outputs.set(parsed.id, result.outputs)
      code = result.exitCode
      log += result.log
    }
    if (code !== 0) exitCode = code ?? 1
  }
  return {
    exitCode,
    log,
    actions,
    summary: actions.map((action) => action.summary).join(''),
    outputs: Object.fromEntries(
      Object.entries(manifest.outputs).map(([name, output]) => [name, evaluate(output.value ?? '')]),
    ),
  }
}
