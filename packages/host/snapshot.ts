import { readFileSync, writeFileSync } from 'node:fs'
import { warning } from '@actions/core'
import { z } from 'zod'
import type { ActionDefinition } from './action.ts'
import { eventContext } from './event-context.ts'
import { withoutHidden } from './hidden.ts'
import { type Environment, readActionInputs } from './inputs.ts'
import { applyPolicy, keptPolicy } from './load-policy.ts'
import { noteProgress, say } from './log.ts'
import type { Request } from './request.ts'
import { type Sight, seen, unseenSight } from './sight.ts'
import { UserError } from './user-error.ts'
import { version } from './version.ts'

/** A snapshot holds facts, not file contents; a larger one is a mistake somewhere. Bytes. */
const maxBytes = 10 * 1024 * 1024

/** The facts with all that a verdict depends on: the same one is reached anywhere, at any time. */
const snapshotFile = z.object({
  action: z.string(),
  now: z.iso.datetime(),
  inputs: z.record(z.string(), z.string()),
  event: eventContext,
  sight: z.union([seen, unseenSight]),
  policy: keptPolicy,
  facts: z.unknown(),
})

const versionOf = z.object({ operator: z.string() })

/** Writes the facts where the input `snapshot` says so. Returns them as a replay would read them. */
export function keepSnapshot<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
  request: Request<Shape>,
  facts: Snapshot,
): Snapshot {
  const { snapshot } = request.common
  if (snapshot?.use !== 'write') return facts
  const { snapshot: _, ...inputs } = request.given
  const whole = JSON.stringify({
    operator: version,
    action: definition.action,
    now: request.now.toISOString(),
    inputs,
    event: request.event,
    sight: withoutMessage(request.sight),
    policy: request.keptPolicy,
    facts,
  })
  const text = withoutHidden(whole)
  const size = Buffer.byteLength(text)
  try {
    if (size > maxBytes) throw new Error(`it has ${size} bytes, more than ${maxBytes}`)
    writeFileSync(snapshot.path, text)
    say(`Snapshot kept at ${snapshot.path} (${size} bytes).`)
  } catch (cause) {
    warning(`The snapshot was not kept: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  return definition.snapshot.parse(snapshotFile.parse(JSON.parse(text)).facts)
}

/** What people write into commit messages, a password even, is no fact that a verdict needs. */
function withoutMessage(sight: Sight): Sight {
  return sight.kind === 'seen' ? { ...sight, head: { ...sight.head, message: '' } } : sight
}

export interface ReadSnapshot<Shape extends z.ZodRawShape, Snapshot> {
  readonly request: Request<Shape>
  readonly facts: Snapshot
}

/** The request and facts of an earlier run, where the input `snapshot` asks for a replay. Throws {@link UserError}. */
export function readSnapshot<Shape extends z.ZodRawShape, Snapshot>(
  definition: ActionDefinition<Shape, Snapshot>,
  env: Environment,
): ReadSnapshot<Shape, Snapshot> | undefined {
  const { snapshot } = readActionInputs(definition.inputs, env).common
  if (snapshot?.use !== 'replay') return undefined
  const { path } = snapshot
  const value = readJson(path)
  const kept = versionOf.safeParse(value)
  if (!kept.success) throw refuse(path, 'is not a snapshot')
  if (kept.data.operator !== version) {
    throw refuse(
      path,
      `was kept by Operator ${JSON.stringify(kept.data.operator.slice(0, 40))}; this is ${version}`,
    )
  }
  const file = snapshotFile.safeParse(value)
  if (!file.success) throw refuse(path, `is broken (at ${placeOf(file.error)})`)
  const { action, now, inputs, event, sight, policy } = file.data
  if (action !== definition.action) throw refuse(path, `is one of ${JSON.stringify(action.slice(0, 40))}`)
  const facts = definition.snapshot.safeParse(file.data.facts)
  if (!facts.success) throw refuse(path, `is broken (at facts.${placeOf(facts.error)})`)
  const loaded = applyPolicy(policy)
  const variables = Object.entries(inputs).map(([name, text]) => [`INPUT_${name.toUpperCase()}`, text])
  const given = readActionInputs(definition.inputs, Object.fromEntries(variables))
  return {
    facts: facts.data,
    request: {
      action,
      checks: definition.checksOf?.(given.inputs) ?? definition.checks,
      ...given,
      event,
      run: undefined,
      directory: sight.kind === 'seen' ? sight.range.repository.directory : '.',
      sight,
      policy: loaded.policy,
      effectivePolicy: loaded.effective,
      keptPolicy: policy,
      github: undefined,
      now: new Date(now),
      replayed: true,
      progress: noteProgress,
    },
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw refuse(path, 'cannot be read as JSON', cause)
  }
}

const placeOf = (error: z.ZodError) => error.issues[0]?.path.join('.') ?? ''

function refuse(path: string, what: string, cause?: unknown): UserError {
  const remedy = `Replay a file that \`snapshot: write:<path>\` of this action and version wrote.`
  return new UserError([{ what: `${JSON.stringify(path)} ${what}.`, where: 'input snapshot', remedy }], {
    cause,
  })
}
